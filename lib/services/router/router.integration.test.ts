import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes, PARKING } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { editPassage } from "../correction/edit";
import { undoCorrection } from "../correction/undo";
import { deleteDocuments } from "../document/delete";
import { startRun } from "../run/start";
import { listAskedQuestions } from "../test-question/from-conversations";
import { replaceTestQuestions } from "../test-question/replace";
import { routerBasis } from "./basis";
import { previewRouter } from "./preview";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const GARAGE = "When does the garage close?";
const MAYOR = "Who is the mayor of Reykjavik?";
const signal = undefined;

async function withQuestions() {
  const prepared = await answeringWorkspace(services);
  const { ctx, workflowId } = prepared;
  const questions = [
    { question: GARAGE, answerable: true },
    { question: MAYOR, answerable: false },
  ];
  await replaceTestQuestions({ ctx, input: { workflowId, questions } });
  const input = { workflowId, nodeId: "router-1" };
  const basis = async () => (await routerBasis({ ctx, input })).basis;
  return { ...prepared, input, basis };
}

describe("trying a router on the test questions", () => {
  it("scores each as a run would", async () => {
    const { ctx, input } = await withQuestions();
    const { results } = await previewRouter({ ctx, input, signal });
    const [garage, mayor] = results;
    expect(results.map(({ question }) => question)).toEqual([GARAGE, MAYOR]);
    expect(garage?.score).toBeGreaterThan(mayor?.score ?? 1);
  });

  it("asks what can be answered again without the document that answers", async () => {
    const { ctx, input, sourceId } = await withQuestions();
    const other = "# Canteen\n\nThe canteen opens at noon and closes at two.\n";
    await uploadText(ctx, { sourceId, name: "canteen.md", text: other });
    await services.drainJobs();
    const { results } = await previewRouter({
      ctx,
      input: { ...input, withoutSource: true },
      signal,
    });
    const [garage, without, mayor] = results;
    expect(garage).toMatchObject({ question: GARAGE, answerable: true, without: null });
    expect(without).toMatchObject({ question: GARAGE, answerable: false, without: "parking.md" });
    expect(mayor).toMatchObject({ question: MAYOR, without: null });
    expect(without?.score).toBeLessThan(garage?.score ?? 0);
  });
});

describe("what scores rest on", () => {
  it("is the same until something changes that they depend on", async () => {
    const { ctx, input, basis, workflowId, sourceId } = await withQuestions();
    const first = await basis();
    expect((await previewRouter({ ctx, input, signal })).basis).toBe(first);
    await changeNodes(ctx, { workflowId, type: "router", params: { threshold: 0.2 } });
    expect(await basis()).toBe(first);

    await changeNodes(ctx, { workflowId, type: "vector-store", params: { limit: 3 } });
    const narrower = await basis();
    expect(narrower).not.toBe(first);

    const { id } = await uploadText(ctx, { sourceId, name: "badges.md", text: "Badges are blue." });
    await services.drainJobs();
    const larger = await basis();
    expect(larger).not.toBe(narrower);

    await deleteDocuments({ ctx, input: { ids: [id] } });
    expect(await basis()).toBe(narrower);
  });

  it("changes with what a passage says, though there are as many", async () => {
    const { ctx, basis, documentId } = await withQuestions();
    const first = await basis();
    const { currentVersionId } = await services.db.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    const start = PARKING.indexOf("The garage");
    const target = {
      versionId: currentVersionId ?? "",
      start,
      end: PARKING.indexOf("\n\n# Badges"),
    };
    const text = "The garage never closes.";
    const { id } = await editPassage({ ctx, input: { documentId, target, text } });
    await services.drainJobs();
    const changed = await basis();
    expect(changed).not.toBe(first);

    const other = { documentId, target: { correctionId: id }, text: "The garage closes at ten." };
    const again = await editPassage({ ctx, input: other });
    await services.drainJobs();
    expect([first, changed]).not.toContain(await basis());

    await undoCorrection({ ctx, input: { documentId, id: again.id } });
    await services.drainJobs();
    expect(await basis()).toBe(first);
  });

  it("is told to nobody outside the workspace", async () => {
    const { input } = await withQuestions();
    const stranger = await services.newWorkspace();
    await expect(routerBasis({ ctx: stranger, input })).rejects.toMatchObject({
      code: "workflow.not-found",
    });
  });
});

it("offers what people asked, once each and without what is a test question already", async () => {
  const { ctx, workflowId } = await withQuestions();
  const lost = "What does a lost badge cost?";
  const ended = () => services.db.run.count({ where: { workflowId, status: "finished" } });
  for (const [number, question] of [GARAGE, lost, lost.toUpperCase(), "Who won?"].entries()) {
    await startRun({ ctx, input: { workflowId, question } });
    await expect.poll(ended, { timeout: 20_000 }).toBe(number + 1);
  }
  const asked = await listAskedQuestions({ ctx, input: { workflowId } });
  expect(asked).toEqual([
    { question: "Who won?", answered: false },
    { question: lost.toUpperCase(), answered: true },
  ]);
});
