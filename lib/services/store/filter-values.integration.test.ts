import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { followRun } from "../run/events";
import { startRun } from "../run/start";
import { storeFilterValues } from "./filter-values";

const database = testDatabase();
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;

beforeAll(async () => {
  services = await testServices(database);
  world = await answeringWorkspace(services);
  const { ctx, sourceId } = world;
  const german =
    "Die Kantine öffnet um elf Uhr dreißig und schließt um vierzehn Uhr am Nachmittag.";
  await uploadText(ctx, { sourceId, name: "kantine.txt", text: german });
  await services.drainJobs();
  const where = { name: "kantine.txt", workspaceId: ctx.workspace.id };
  await ctx.db.document.updateMany({
    where,
    data: { tags: ["food", "Berlin"], folder: "sites/berlin" },
  });
});
afterAll(() => services.close());

it("are the tags, folders, languages and sources of the documents that are there", async () => {
  const { ctx, storeId, sourceId } = world;
  const values = await storeFilterValues({ ctx, input: { id: storeId } });
  expect(values).toMatchObject({
    tags: ["Berlin", "food"],
    folders: ["sites", "sites/berlin"],
    sources: [{ id: sourceId }],
  });
  expect(values.languages).toEqual(["de"]);
  const other = await services.newWorkspace();
  await expect(storeFilterValues({ ctx: other, input: { id: storeId } })).rejects.toMatchObject({
    code: "store.not-found",
  });
});

it("narrow down what a run answers from", async () => {
  const { ctx, workflowId } = world;
  const outcome = async (folder: string) => {
    const filters = [{ field: "folder", operator: "is", values: [folder] }];
    await changeNodes(ctx, { workflowId, type: "vector-store", params: { filters } });
    const question = "Um wie viel Uhr öffnet die Kantine?";
    const { runId } = await startRun({ ctx, input: { workflowId, question } });
    for await (const event of followRun({ ctx, input: { runId }, signal: undefined }))
      if (event.type === "run.finished") return event.output.outcome;
    return null;
  };
  expect(await outcome("sites")).toBe("answered");
  expect(await outcome("elsewhere")).toBe("refused");
});
