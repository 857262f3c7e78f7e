import { randomInt } from "node:crypto";
import { report } from "../report";
import { percentile } from "../statistics";
import { besideFloor } from "./chat";
import { callModel, forgetCalls, lastChatCall, timeStream } from "./direct";
import type { Workflow } from "./prepare";
import type { ModelServer } from "./servers";
import type { Session } from "./session";
import { readEvents } from "./sse";

/** Of one visitor, in a conversation. */
const QUESTIONS_EACH = 4;
/** More than any run of these asks. */
const PER_MINUTE = 100_000;

interface Prepared {
  readonly session: Session;
  readonly workflow: Workflow;
  readonly model: ModelServer;
}

/**
 * What a visitor's question costs: whole answers a second beside the floor, and the time to the first word over the same
 * call of the model made directly.
 */
export async function measurePublished(prepared: Prepared, rounds: number): Promise<void> {
  const { session, workflow, model } = prepared;
  const visitors = await openForVisitors(session, workflow);
  await firstWords({ workflow, model, visitors }, rounds);
  const send = async (question: string) => (await visitors.ask(question)).total;
  const { prepare } = visitors;
  await besideFloor({ bench: "published", workflow, model, requestsEach: rounds, send, prepare });
}

interface Visitors {
  /** Lets so many in that so many questions can be asked. */
  readonly prepare: (questions: number) => Promise<void>;
  readonly ask: (question: string) => Promise<{ firstWord: number; total: number }>;
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

/** Publishes the workflow and opens its hosted page to whoever has the link; gives how a visitor of it asks. */
async function openForVisitors(
  { api, workspace, baseUrl }: Session,
  { id }: Workflow,
): Promise<Visitors> {
  const of = { workspace, workflowId: id };
  const { revision } = await api.workflow.get.query({ workspace, id });
  await api.version.publish.mutate({ ...of, baseRevision: revision });
  await api.publication.setAccess.mutate({ ...of, access: { channel: "page", who: "link" } });
  await api.publication.switchChannel.mutate({ ...of, channel: "page", on: true });
  const { id: publication, limits } = await api.publication.get.query(of);
  const most = { visitorPerMinute: PER_MINUTE, publicationPerMinute: PER_MINUTE };
  await api.publication.setLimits.mutate({ ...of, limits: { ...limits, ...most } });
  const { sources } = await api.publication.audience.query(of);
  for (const { sourceId } of sources) {
    await api.publication.confirmSource.mutate({ ...of, sourceId, audience: "anyone" });
  }
  const address = `${baseUrl}/api/embed/${publication ?? ""}`;
  const own = {
    origin: baseUrl,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
  };
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${address}/${path}`, {
      ...{ method: "POST", headers: { ...own, ...headers }, body: JSON.stringify(body) },
    });
  const enter = async () => {
    // Of an address of its own, as from one address only so many may come in.
    const from = { "x-forwarded-for": `10.${[1, 2, 3].map(() => randomInt(256)).join(".")}` };
    const visit = await post("session", { channel: "page" }, from);
    if (!visit.ok) throw new Error(`The session answered ${String(visit.status)}.`);
    return ((await visit.json()) as { token: string }).token;
  };
  const waiting: string[] = [];
  return {
    prepare: async (questions) => {
      while (waiting.length < questions) {
        const token = await enter();
        waiting.push(...new Array<string>(QUESTIONS_EACH).fill(token));
      }
    },
    ask: (question) => {
      const token = waiting.shift() ?? "";
      const asked = { question, requestId: crypto.randomUUID() };
      return timeAnswer(post("questions", asked, { authorization: `Bearer ${token}` }));
    },
  };
}

async function timeAnswer(response: Promise<Response>) {
  const before = performance.now();
  let firstWord: number | null = null;
  for await (const { data } of readEvents(await response)) {
    const event = JSON.parse(data) as { type: string; answer?: { kind: string } };
    if (event.type === "words") firstWord ??= performance.now() - before;
    if (event.type !== "answered") continue;
    if (event.answer?.kind !== "answered" || firstWord === null) break;
    return { firstWord, total: performance.now() - before };
  }
  throw new Error("A question was not answered.");
}
