import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerFromDocuments } from "@/lib/nodes/templates";
import { testDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createSource } from "../source/create";
import { createStore } from "../store/create";
import { listTestQuestions } from "../test-question/list";
import { replaceTestQuestions } from "../test-question/replace";
import { createWorkflow } from "./create";
import { deleteWorkflow } from "./delete";
import { duplicateWorkflow } from "./duplicate";
import { getWorkflow } from "./get";
import { listWorkflows } from "./list";
import { restoreWorkflow } from "./restore";
import { saveWorkflow } from "./save";

const database = testDatabase();
let services: TestServices;
let ctx: WorkspaceContext;

beforeAll(async () => {
  services = await testServices(database);
  ctx = await services.newWorkspace();
});
afterAll(() => services.close());

const blank = () => createWorkflow({ ctx, input: { name: "Blank", template: "blank" } });
const template = (sourceId: string | null = null, storeId: string | null = null) =>
  answerFromDocuments({ sourceId, storeId });
const linksOf = (workflowId: string) =>
  services.db.storeSource.findMany({
    where: { workflowId },
    select: { sourceId: true, storeId: true },
  });

describe("saving", () => {
  it("takes a draft made from the present revision and refuses one made from an older", async () => {
    const { id } = await blank();
    const draft = template();
    expect(await saveWorkflow({ ctx, input: { id, draft, baseRevision: 1 } })).toEqual({
      revision: 2,
    });
    const stale = saveWorkflow({ ctx, input: { id, draft: template("s"), baseRevision: 1 } });
    await expect(stale).rejects.toMatchObject({
      code: "workflow.stale",
      kind: "conflict",
      params: { revision: 2 },
    });
    expect(await getWorkflow({ ctx, input: { id } })).toMatchObject({ draft, revision: 2 });
  });

  it("lets one of two that save at the same moment win", async () => {
    const { id } = await blank();
    const both = await Promise.allSettled(
      ["a", "b"].map((storeId) =>
        saveWorkflow({ ctx, input: { id, draft: template(null, storeId), baseRevision: 1 } }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("links what its standing edges say, and only what is the workspace's own", async () => {
    const other = await services.newWorkspace();
    const { id } = await blank();
    const source = await createSource({ ctx, input: { name: "S" } });
    const store = await createStore({ ctx, input: { name: "T" } });
    const foreign = await createStore({ ctx: other, input: { name: "Theirs" } });
    const save = (storeId: string, baseRevision: number) =>
      saveWorkflow({ ctx, input: { id, draft: template(source.id, storeId), baseRevision } });
    await save(store.id, 1);
    expect(await linksOf(id)).toEqual([{ sourceId: source.id, storeId: store.id }]);
    await save(foreign.id, 2);
    expect(await linksOf(id)).toEqual([]);
    await save(store.id, 3);
    await deleteWorkflow({ ctx, input: { id } });
    expect(await linksOf(id)).toEqual([]);
    await restoreWorkflow({ ctx, input: { id } });
    expect(await linksOf(id)).toHaveLength(1);
  });
});

describe("a copy", () => {
  it("has the draft, the links and the test questions under a name of its own", async () => {
    const original = await createWorkflow({
      ctx,
      input: { name: "Benefits", template: "answer-from-documents" },
    });
    const questions = [
      { question: "How many days of leave?", answerable: true },
      { question: "Who won the cup?", answerable: false },
    ];
    await replaceTestQuestions({ ctx, input: { workflowId: original.id, questions } });
    const copy = await duplicateWorkflow({ ctx, input: { id: original.id } });
    const [a, b] = await Promise.all(
      [original, copy].map(({ id }) => getWorkflow({ ctx, input: { id } })),
    );
    expect(b?.draft).toEqual(a?.draft);
    expect(b?.name).toBe("Benefits (2)");
    expect(await linksOf(copy.id)).toEqual(await linksOf(original.id));
    const copied = await listTestQuestions({ ctx, input: { workflowId: copy.id } });
    expect(copied).toMatchObject(questions);
  });
});

describe("the list", () => {
  it("counts what keeps a draft from running", async () => {
    const own = await services.newWorkspace();
    const create = (name: string, kind: "blank" | "answer-from-documents") =>
      createWorkflow({ ctx: own, input: { name, template: kind } });
    await create("Ready", "answer-from-documents");
    const { id } = await create("Half", "blank");
    await saveWorkflow({ ctx: own, input: { id, draft: template(), baseRevision: 1 } });
    const [half, ready] = await listWorkflows({ ctx: own });
    expect(ready).toMatchObject({ name: "Ready", nodeCount: 7, problemCount: 0 });
    expect(half).toMatchObject({ name: "Half", nodeCount: 7 });
    expect(half?.problemCount).toBeGreaterThan(0);
  });
});
