import { report } from "../report";
import { percentile } from "../statistics";
import { ask, isAnswered } from "./ask";
import { forgetCalls, timeStream } from "./direct";
import type { Workflow } from "./prepare";
import { startFloor, type ModelServer } from "./servers";
import type { Session } from "./session";

const CONCURRENCIES = [1, 8, 32];
const MAX_MS = 20_000;

/** Chat requests a second, from question to the end of the answer, beside the floor on the same machine and data. */
export async function measureChat(
  { session, workflow, model }: { session: Session; workflow: Workflow; model: ModelServer },
  requestsEach: number,
): Promise<void> {
  const floor = await startFloor(workflow.storeId, model);
  const askFloor = async (question: string) => {
    const body = JSON.stringify({ question });
    return (await timeStream(fetch(floor.baseUrl, { method: "POST", body }))).total;
  };
  const askPlatform = async (question: string) => {
    const asked = await ask(session, workflow.id, question);
    if (!isAnswered(asked)) throw new Error(`"${question}" was not answered.`);
    return asked.total;
  };
  const { questions } = workflow;
  try {
    await press({ ask: askFloor, questions, concurrency: 1, requests: questions.length });
    for (const concurrency of CONCURRENCIES) {
      const requests = requestsEach * Math.min(concurrency, 4);
      const bare = await press({ ask: askFloor, questions, concurrency, requests });
      await forgetCalls(model);
      const platform = await press({ ask: askPlatform, questions, concurrency, requests });
      await forgetCalls(model);
      report({
        bench: "chat",
        value: platform.perSecond,
        unit: "requests/s",
        concurrency,
        floor: bare.perSecond,
        ratio: platform.perSecond / bare.perSecond,
        ...latencies(platform.times, ""),
        ...latencies(bare.times, "floor"),
        requests: platform.times.length,
      });
    }
  } finally {
    await floor.stop();
  }
}

interface Pressure {
  /** Milliseconds of one request; a request that throws ends the measurement. */
  readonly ask: (question: string) => Promise<number>;
  readonly questions: readonly string[];
  readonly concurrency: number;
  readonly requests: number;
}

/** Keeps `concurrency` requests open until `requests` were made or the time is over. */
async function press({ ask: send, questions, concurrency, requests }: Pressure) {
  const times: number[] = [];
  const before = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < requests && performance.now() - before < MAX_MS) {
      const question = questions[next % questions.length] ?? "";
      next += 1;
      times.push(await send(question));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { times, perSecond: times.length / ((performance.now() - before) / 1000) };
}

function latencies(times: readonly number[], of: "" | "floor"): Record<string, number> {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  return of === "" ? { p50, p95 } : { floorP50: p50, floorP95: p95 };
}
