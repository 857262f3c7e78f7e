import { report } from "../report";
import { percentile } from "../statistics";
import { besideFloor } from "./chat";
import { callModel, forgetCalls, lastChatCall, timeStream } from "./direct";
import type { Workflow } from "./prepare";
import type { App, ModelServer } from "./servers";
import { type Numbered, type Publication, type Visitor } from "./visitors";

/** Of one visitor, in a conversation. */
const QUESTIONS_EACH = 4;

interface Prepared {
  readonly workflow: Workflow;
  readonly model: ModelServer;
  readonly app: App;
  readonly publication: Publication;
}

/**
 * What a visitor's question costs: whole answers a second beside the floor, and the time to the first word over the same
 * call of the model made directly.
 */
export async function measurePublished(prepared: Prepared, rounds: number): Promise<void> {
  const { publication, workflow, model, app } = prepared;
  const visitors = manyVisitors(publication);
  await firstWords({ workflow, model, visitors }, rounds);
  const send = async (question: string) => (await visitors.ask(question)).total;
  const { prepare } = visitors;
  await besideFloor({
    bench: "published",
    workflow,
    model,
    app,
    requestsEach: rounds,
    send,
    prepare,
  });
}

interface Visitors {
  /** Lets so many in that so many questions can be asked. */
  readonly prepare: (questions: number) => Promise<void>;
  readonly ask: (question: string) => Promise<{ firstWord: number; total: number }>;
}

/** Visitors who ask a few questions each, one after the other. */
function manyVisitors(publication: Publication): Visitors {
  const waiting: Visitor[] = [];
  return {
    prepare: async (questions) => {
      while (waiting.length < questions) {
        const visitor = await publication.enter();
        waiting.push(...new Array<Visitor>(QUESTIONS_EACH).fill(visitor));
      }
    },
    ask: async (question) => {
      const visitor = waiting.shift();
      if (!visitor) throw new Error("Nobody is there to ask.");
      return timeAnswer(publication.ask(visitor, question));
    },
  };
}

async function firstWords(
  { workflow, model, visitors }: { workflow: Workflow; model: ModelServer; visitors: Visitors },
  rounds: number,
): Promise<void> {
  await visitors.prepare(rounds);
  const body = await lastChatCall(model);
  const direct: number[] = [];
  const through: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const question = workflow.questions[round % workflow.questions.length] ?? "";
    through.push((await visitors.ask(question)).firstWord);
    direct.push((await timeStream(callModel(model, body))).firstToken);
  }
  await forgetCalls(model);
  report({
    bench: "published",
    value: percentile(through, 0.5) - percentile(direct, 0.5),
    unit: "ms to the first word over direct",
    p95: percentile(through, 0.95) - percentile(direct, 0.95),
    rounds,
  });
}

async function timeAnswer(events: AsyncGenerator<Numbered, void>) {
  const before = performance.now();
  let firstWord: number | null = null;
  for await (const { event } of events) {
    if (event.type === "words") firstWord ??= performance.now() - before;
    if (event.type !== "answered") continue;
    if (event.answer.kind !== "answered" || firstWord === null) break;
    return { firstWord, total: performance.now() - before };
  }
  throw new Error("A question was not answered.");
}
