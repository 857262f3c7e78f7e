import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createWorkflow } from "../workflow/create";
import { getWorkflow } from "../workflow/get";
import { getVersion } from "./get";
import { goLive } from "./go-live";
import { listVersions } from "./list";
import { publishVersion } from "./publish";
import { setLock } from "./set-lock";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let ctx: WorkspaceContext;
let workflowId: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  const input = { name: "Handbook", template: "answer-from-documents" as const };
  ({ id: workflowId } = await createWorkflow({ ctx, input }));
});

async function publish(note = "", as = ctx) {
  const { revision } = await getWorkflow({ ctx: as, input: { id: workflowId } });
  return publishVersion({ ctx: as, input: { workflowId, baseRevision: revision, note } });
}
const list = () => listVersions({ ctx, input: { workflowId } });
const greet = (greeting: string) =>
  changeNodes(ctx, { workflowId, type: "chat-input", params: { greeting } });
async function greetingOf(versionId: string) {
  const { graph } = await getVersion({ ctx, input: { workflowId, versionId } });
  return graph.nodes.find((node) => node.type === "chat-input")?.params.greeting;
}

describe("versions", () => {
  it("freeze the draft: later edits change neither the version nor what is live", async () => {
    await greet("Hello");
    const first = await publish("The beginning");
    await greet("Good day");
    expect(await greetingOf(first.id)).toBe("Hello");
    expect(await list()).toMatchObject({
      liveVersionId: first.id,
      lock: null,
      items: [{ number: 1, note: "The beginning", publishedBy: "Pat Person" }],
    });
  });

  it("count up, and rolling back leaves the draft and the later version alone", async () => {
    await greet("One");
    const first = await publish();
    await greet("Two");
    const second = await publish();
    await goLive({ ctx, input: { workflowId, versionId: first.id } });
    expect((await list()).liveVersionId).toBe(first.id);
    expect((await list()).items.map((version) => version.number)).toEqual([2, 1]);
    expect(await greetingOf(second.id)).toBe("Two");
    await goLive({ ctx, input: { workflowId, versionId: null } });
    expect((await list()).liveVersionId).toBeNull();
  });

  it("are not made of a draft that the publisher hasn't seen, that can't run or that is live", async () => {
    const input = { workflowId, baseRevision: 99, note: "" };
    await expect(publishVersion({ ctx, input })).rejects.toMatchObject({ code: "workflow.stale" });
    await publish();
    await expect(publish()).rejects.toMatchObject({ code: "version.unchanged" });
    await changeNodes(ctx, { workflowId, type: "vector-store", params: { storeId: null } });
    await expect(publish()).rejects.toMatchObject({ code: "workflow.not-runnable" });
    expect((await list()).items).toHaveLength(1);
  });

  it("published by two at once both get a number of their own", async () => {
    const other = await services.join(ctx.workspace, "builder");
    await Promise.allSettled([publish("mine"), publish("theirs", other)]);
    await greet("Again");
    const both = await Promise.allSettled([publish("mine"), publish("theirs", other)]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect((await list()).items.map((version) => version.number)).toEqual([2, 1]);
  });

  it("stay live while they are locked; only the one who locked or an admin unlocks", async () => {
    const first = await publish();
    const [one, two] = [
      await services.join(ctx.workspace, "builder"),
      await services.join(ctx.workspace, "builder"),
    ];
    await setLock({ ctx: one, input: { workflowId, locked: true } });
    await greet("Changed");
    const locked = { code: "version.locked" };
    await expect(publish()).rejects.toMatchObject(locked);
    const down = { workflowId, versionId: null };
    await expect(goLive({ ctx, input: down })).rejects.toMatchObject(locked);
    const unlock = { workflowId, locked: false };
    await expect(setLock({ ctx: two, input: unlock })).rejects.toMatchObject(locked);
    expect(await list()).toMatchObject({ liveVersionId: first.id, items: [{ number: 1 }] });
    await setLock({ ctx, input: unlock });
    expect((await publish()).number).toBe(2);
  });

  it("of another workflow can't be made live here", async () => {
    const foreign = await publish();
    const input = { name: "Other", template: "answer-from-documents" as const };
    const { id: other } = await createWorkflow({ ctx, input });
    const stray = { workflowId: other, versionId: foreign.id };
    const missing = { code: "version.not-found" };
    await expect(goLive({ ctx, input: stray })).rejects.toMatchObject(missing);
    await expect(getVersion({ ctx, input: stray })).rejects.toMatchObject(missing);
  });
});
