import { report } from "../report";
import { percentile } from "../statistics";
import { ask, isAnswered } from "./ask";
import { forgetCalls, timeStream } from "./direct";
import type { Workflow } from "./prepare";
import { startFloor, type ModelServer } from "./servers";
import type { Session } from "./session";

const CONCURRENCIES = [1, 8, 32];
const MAX_MS = 20_000;

/**
 * Chat requests a second, from question to the end of the answer, beside the floor on the same machine and data. When
 * requests fail, the line says how many and the process ends with an error.
 */
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
        p50: percentile(platform.times, 0.5),
        p95: percentile(platform.times, 0.95),
        floorP50: percentile(bare.times, 0.5),
        floorP95: percentile(bare.times, 0.95),
        requests: platform.times.length,
        failed: platform.failed,
      });
    }
  } finally {
    await floor.stop();
  }
}

interface Pressure {
  /** Milliseconds of one request; one that throws counts as failed. */
  readonly ask: (question: string) => Promise<number>;
  readonly questions: readonly string[];
  readonly concurrency: number;
  readonly requests: number;
}

/** Keeps `concurrency` requests open until `requests` were made or the time is over. */
async function press({ ask: send, questions, concurrency, requests }: Pressure) {
  const times: number[] = [];
  let failed = 0;
  const before = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < requests && performance.now() - before < MAX_MS) {
      const question = questions[next % questions.length] ?? "";
      next += 1;
      try {
        times.push(await send(question));
      } catch (error) {
        // A program that can't keep up is a result, but not one to be overlooked.
        failed += 1;
        process.exitCode = 1;
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { times, failed, perSecond: times.length / ((performance.now() - before) / 1000) };
}
