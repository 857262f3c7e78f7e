import { setTimeout as wait } from "node:timers/promises";
import type { VisitorEvent } from "@/lib/publication/protocol";
import { childOf, residentMegabytes } from "../processes";
import { report } from "../report";
import { percentile, slope } from "../statistics";
import { forgetCalls } from "./direct";
import type { Workflow } from "./prepare";
import type { App, ModelServer } from "./servers";
import { type Publication, type Visitor } from "./visitors";

const VISITORS = 50;
/** Between an answer and the next question of a visitor. */
const THINKING_MS = 8000;
/** Of a conversation; then the visitor begins another one. */
const QUESTIONS_EACH = 20;
const LOOK_MS = 1000;
/** The first share of the time, in which caches and compiled code grow, doesn't count. */
const WARM_UP = 0.3;

interface Tally {
  asked: number;
  /** Taken, but never answered. */
  lost: number;
  /** Events, answers or stored exchanges that came twice. */
  duplicated: number;
  /** Words of somebody else's question. */
  crossed: number;
  readonly times: number[];
}

interface Soaked {
  readonly workflow: Workflow;
  readonly model: ModelServer;
  readonly publication: Publication;
  readonly app: App;
}

/**
 * Visitors who ask for minutes, each question with a word of its own: what was lost, came twice or went to somebody else,
 * and whether the server's memory grows.
 */
export async function soak(
  { publication, workflow, model, app }: Soaked,
  minutes: number,
): Promise<void> {
  const tally: Tally = { asked: 0, lost: 0, duplicated: 0, crossed: 0, times: [] };
  const until = performance.now() + minutes * 60_000;
  const memory = watchMemory(childOf(app.pid ?? 0, /next/), until);
  const forgets = setInterval(() => void forgetCalls(model), 10_000);
  const visits = Array.from({ length: VISITORS }, (_, number) =>
    beVisitor({ publication, tally, until, number, questions: workflow.questions }),
  );
  await Promise.all(visits);
  clearInterval(forgets);
  const points = (await memory).filter(([minute]) => minute > minutes * WARM_UP);
  const { asked, lost, duplicated, crossed, times } = tally;
  if (lost + duplicated + crossed > 0) process.exitCode = 1;
  const { slope: value, low, high } = slope(points);
  report({
    bench: "soak",
    value,
    unit: "MB/minute",
    low,
    high,
    megabytes: points.at(-1)?.[1] ?? 0,
  });
  report({
    ...{ bench: "soak", value: asked, unit: "questions", minutes, visitors: VISITORS },
    ...{ lost, duplicated, crossed },
    ...{ p50: percentile(times, 0.5), p95: percentile(times, 0.95), slowest: percentile(times, 1) },
  });
}

/** Memory of a process by minutes. */
async function watchMemory(pid: number | undefined, until: number): Promise<[number, number][]> {
  if (pid === undefined) throw new Error("The web server's process was not found.");
  const began = performance.now();
  const points: [number, number][] = [];
  while (performance.now() < until) {
    points.push([(performance.now() - began) / 60_000, residentMegabytes(pid)]);
    await wait(LOOK_MS);
  }
  return points;
}

interface Visit {
  readonly publication: Publication;
  readonly tally: Tally;
  readonly until: number;
  readonly number: number;
  readonly questions: readonly string[];
}

const CANARY = /canary\d+x\d+x/g;

async function beVisitor({ publication, tally, until, number, questions }: Visit): Promise<void> {
  const said: string[] = [];
  let visitor = await publication.enter();
  await wait(Math.random() * THINKING_MS);
  while (performance.now() < until) {
    const canary = `canary${String(number)}x${String(said.length)}x`;
    const question = `${questions[said.length % questions.length] ?? ""} ${canary}`;
    said.push(canary);
    tally.asked += 1;
    const before = performance.now();
    const problem = await follow(publication, visitor, { question, number, tally });
    if (problem === null) tally.times.push(performance.now() - before);
    else {
      tally.lost += 1;
      process.stderr.write(`${problem}\n`);
    }
    await wait(THINKING_MS * (0.5 + Math.random()));
    if (said.length % QUESTIONS_EACH === 0) visitor = await publication.enter(visitor.keepsake);
  }
  // A token is good for ten minutes.
  const data = await publication.dataOf(await publication.enter(visitor.keepsake));
  checkStored(data, { said, number, tally });
}

/** Reads an answer to its end, as the visitor's chat does; what is wrong with it, or null. */
async function follow(
  publication: Publication,
  visitor: Visitor,
  { question, number, tally }: { question: string; number: number; tally: Tally },
): Promise<string | null> {
  let words = "";
  let ending: VisitorEvent | null = null;
  try {
    for await (const event of publication.follow(visitor, question)) {
      if (ending !== null) tally.duplicated += 1;
      tally.crossed += strangers(event, number);
      if (event.type === "words") words += event.text;
      if (event.type === "restart") words = "";
      if (["answered", "failed", "stopped"].includes(event.type)) ending = event;
    }
  } catch (error) {
    return String(error);
  }
  if (ending?.type !== "answered") return `A question ended as ${String(ending?.type)}.`;
  // Of the built-in settings an answer is what was written of it, word for word.
  if (words !== ending.answer.text) return `Read "${words}" of "${ending.answer.text}".`;
  return null;
}

function checkStored(
  data: unknown,
  { said, number, tally }: { said: readonly string[]; number: number; tally: Tally },
): void {
  tally.crossed += strangers(data, number);
  const { conversations } = data as {
    conversations: { exchanges: { question: string; state: string }[] }[];
  };
  const stored = conversations.flatMap(({ exchanges }) => exchanges);
  for (const canary of said) {
    const found = stored.filter(({ question }) => question.endsWith(` ${canary}`));
    if (found.length > 1) tally.duplicated += 1;
    if (!found.some(({ state }) => state === "answered")) tally.lost += 1;
  }
}

/** How often words of somebody else stand in what a visitor was sent. */
function strangers(sent: unknown, number: number): number {
  const own = `canary${String(number)}x`;
  return [...JSON.stringify(sent).matchAll(CANARY)].filter(([found]) => !found.startsWith(own))
    .length;
}
