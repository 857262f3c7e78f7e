import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "@/lib/graph/values";
import type { WorkspaceContext } from "@/lib/services/context";
import { listDocuments } from "@/lib/services/document/list";
import { followRun } from "@/lib/services/run/events";
import { startRun } from "@/lib/services/run/start";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { loadSample } from "./load-sample";
import { SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS } from "./sample";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let ctx: WorkspaceContext;
let workflowId: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  ctx = await services.newWorkspace();
  const { signal } = new AbortController();
  await loadSample({ ctx, input: { userId: ctx.actor.userId }, signal });
  await services.drainJobs();
  const where = { workspaceId: ctx.workspace.id };
  workflowId = (await services.db.workflow.findFirstOrThrow({ where })).id;
}, 120_000);
afterAll(async () => {
  await services.close();
  await database.stop();
});

async function ask(question: string): Promise<Message> {
  const { runId } = await startRun({ ctx, input: { workflowId, question } });
  for await (const event of followRun({ ctx, input: { runId }, signal: undefined })) {
    if (event.type === "run.finished") return event.output;
  }
  throw new Error(`"${question}" came to no end.`);
}

const figures = (text: string) => text.match(/\d+/g) ?? [];

/** What is wrong with an answer to a question of the sample, empty when it is right. */
function flaw(question: (typeof SAMPLE_QUESTIONS)[number], message: Message): string {
  if (!question.answerable) return message.outcome === "refused" ? "" : message.text;
  if (message.outcome !== "answered") return "refused";
  const documents = message.citations.map(({ documentName }) => documentName);
  if (!documents.includes(question.document)) return `cites ${documents.join(", ")}`;
  const quotes = message.citations.map(({ quote }) => quote).join(" ");
  const lacking = figures(question.answer).filter((figure) => !quotes.includes(figure));
  return lacking.length > 0 ? `lacks ${lacking.join(", ")}: ${quotes}` : "";
}

// A number of questions rather than each of them: the scorer is trained on other data, and may miss one of these.
it("answers the sample's questions from the right documents and refuses those they don't cover", async () => {
  const flaws: { answerable: boolean; said: string }[] = [];
  for (const question of SAMPLE_QUESTIONS) {
    const said = flaw(question, await ask(question.question));
    if (said !== "") {
      flaws.push({ answerable: question.answerable, said: `${question.question} -> ${said}` });
    }
  }
  const said = flaws.map((one) => one.said).join("\n");
  expect(flaws.filter(({ answerable }) => answerable).length, said).toBeLessThanOrEqual(2);
  expect(flaws.filter(({ answerable }) => !answerable).length, said).toBeLessThanOrEqual(2);
}, 120_000);

it("tells of a file that can't be opened, and loads the others", async () => {
  const other = await services.newWorkspace();
  const documents = SAMPLE_DOCUMENTS.slice(0, 2).map((document, index) =>
    index === 0 ? { ...document, path: `${document.path}.gone` } : document,
  );
  const load = () =>
    loadSample({
      ctx: other,
      input: { userId: other.actor.userId },
      signal: new AbortController().signal,
      documents,
    });
  await load();
  await load();
  await services.drainJobs();
  const { items } = await listDocuments({ ctx: other, input: { sort: "state" } });
  expect(items.map(({ name, state, error }) => [name, state, error?.code])).toEqual([
    [documents[0]?.file, "failed", "document.unopened"],
    [documents[1]?.file, "ready", undefined],
  ]);
});
