import { childOf, cpuSeconds } from "../processes";
import { report } from "../report";
import { percentile } from "../statistics";
import { ask, isAnswered } from "./ask";
import { forgetCalls, timeStream } from "./direct";
import type { Workflow } from "./prepare";
import { press } from "./press";
import { startFloor, type App, type ModelServer } from "./servers";
import type { Session } from "./session";

const CONCURRENCIES = [1, 8, 32];

/** The chat of the editor, see {@link besideFloor}. */
export async function measureChat(
  {
    session,
    workflow,
    model,
    app,
  }: { session: Session; workflow: Workflow; model: ModelServer; app: App },
  requestsEach: number,
): Promise<void> {
  const send = async (question: string) => {
    const asked = await ask(session, workflow.id, question);
    if (!isAnswered(asked)) throw new Error(`"${question}" was not answered.`);
    return asked.total;
  };
  await besideFloor({ bench: "chat", workflow, model, app, requestsEach, send });
}

interface BesideFloor {
  readonly bench: string;
  readonly workflow: Workflow;
  readonly model: ModelServer;
  readonly app: App;
  readonly requestsEach: number;
  /** Asks and waits for the end of the answer: milliseconds. */
  readonly send: (question: string) => Promise<number>;
  /** What has to be there for so many questions; not measured. */
  readonly prepare?: (requests: number) => Promise<void>;
}

/**
 * Chat requests a second, from question to the end of the answer, beside the floor on the same machine and data. When
 * requests fail, the line says how many and the process ends with an error. `cpuMs` is the work of server and database
 * for a request, which other programs on the machine change little.
 */
export async function besideFloor({
  bench,
  workflow,
  model,
  app,
  requestsEach,
  send,
  prepare,
}: BesideFloor): Promise<void> {
  const floor = await startFloor(workflow.storeId, model);
  const askFloor = async (question: string) => {
    const body = JSON.stringify({ question });
    return (await timeStream(fetch(floor.baseUrl, { method: "POST", body }))).total;
  };
  const { questions } = workflow;
  const web = childOf(app.pid ?? 0, /next/);
  try {
    await press({ ask: askFloor, questions, concurrency: 1, requests: questions.length });
    for (const concurrency of CONCURRENCIES) {
      const requests = requestsEach * Math.min(concurrency, 4);
      const bare = await working(floor.pid, () =>
        press({ ask: askFloor, questions, concurrency, requests }),
      );
      await forgetCalls(model);
      await prepare?.(requests);
      const platform = await working(web, () =>
        press({ ask: send, questions, concurrency, requests }),
      );
      await forgetCalls(model);
      report({
        bench,
        value: platform.perSecond,
        unit: "requests/s",
        concurrency,
        floor: bare.perSecond,
        ratio: platform.perSecond / bare.perSecond,
        p50: percentile(platform.times, 0.5),
        p95: percentile(platform.times, 0.95),
        floorP50: percentile(bare.times, 0.5),
        floorP95: percentile(bare.times, 0.95),
        cpuMs: platform.cpuMs,
        floorCpuMs: bare.cpuMs,
        requests: platform.times.length,
        failed: platform.failed,
      });
    }
  } finally {
    await floor.stop();
  }
}

/** What was measured, with the work of the server and of the database for each request. */
async function working<T extends { times: readonly number[] }>(
  pid: number | undefined,
  measure: () => Promise<T>,
): Promise<T & { cpuMs: number }> {
  const spent = () => {
    const { serverCpuSeconds = NaN, databaseCpuSeconds = NaN } = cpuSeconds({ server: pid });
    return serverCpuSeconds + databaseCpuSeconds;
  };
  const before = spent();
  const measured = await measure();
  return { ...measured, cpuMs: ((spent() - before) * 1000) / measured.times.length };
}
