import { expect, type APIRequestContext, type Page } from "@playwright/test";
import { Editor } from "../pages/editor";
import { mutate, query } from "./api";

interface Audience {
  readonly sources: readonly { sourceId: string; name: string }[];
}

export interface Published {
  readonly workspace: string;
  readonly workflowId: string;
  /** As addresses name it. */
  readonly publication: string;
}

export interface ToPublish {
  readonly workspace: string;
  readonly name: string;
  readonly file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
  /** Names of a connection and a model that write the answer; without, the built-in one does. */
  readonly model?: { readonly connection: string; readonly name: string };
}

/** Builds a workflow that answers from a file, and publishes its first version; no way in is open yet. */
export async function publishWorkflow(page: Page, wanted: ToPublish): Promise<Published> {
  const { workspace, name, file, model } = wanted;
  const { id: workflowId } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name,
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await editor.open(workspace, workflowId);
  if (model) {
    await editor.select("model-1");
    const inspector = editor.inspector("model-1");
    await inspector.getByRole("combobox", { name: "Model" }).first().click();
    await page.getByRole("option", { name: model.connection }).click();
    await inspector.getByLabel("Model name").fill(model.name);
  }
  await editor.select("files-1");
  const files = editor.inspector("files-1");
  await files.locator('input[type="file"]').first().setInputFiles(file);
  await expect(files.getByText("Ready", { exact: true })).toBeVisible({ timeout: 90_000 });
  await editor.expectSaved();
  await editor.tryIt.open();
  await editor.tryIt.expectPrepared();
  return publishDraft(page.request, { workspace, workflowId });
}

/** Publishes a copy of a workflow, which reads what the first one reads. */
export async function publishCopy(
  request: APIRequestContext,
  { workspace, workflowId }: Published,
): Promise<Published> {
  const copy = { workspace, id: workflowId };
  const { id } = await mutate<{ id: string }>(request, "workflow.duplicate", copy);
  return publishDraft(request, { workspace, workflowId: id });
}

type Ids = Pick<Published, "workspace" | "workflowId">;

/** Makes the draft the live version and lets anybody be answered from its sources. */
export async function publishDraft(request: APIRequestContext, ids: Ids): Promise<Published> {
  await goLive(request, ids);
  await confirmAll(request, ids);
  return publishedOf(request, ids);
}

/** Makes the draft the live version, for those who may read its sources. */
export async function goLive(request: APIRequestContext, ids: Ids): Promise<void> {
  const draft = { workspace: ids.workspace, id: ids.workflowId };
  const { revision } = await query<{ revision: number }>(request, "workflow.get", draft);
  await mutate(request, "version.publish", { ...ids, baseRevision: revision });
}

/** The address of what is published, which is made with the first thing that is set of it. */
export async function publishedOf(request: APIRequestContext, ids: Ids): Promise<Published> {
  const { id } = await query<{ id: string | null }>(request, "publication.get", ids);
  if (id === null) throw new Error("Nothing is set of the publication yet.");
  return { ...ids, publication: id };
}

/** Lets anybody be answered from all that the workflow reads. */
async function confirmAll(request: APIRequestContext, ids: Ids): Promise<void> {
  const { sources } = await query<Audience>(request, "publication.audience", ids);
  expect(sources.length).toBeGreaterThan(0);
  for (const { sourceId } of sources) {
    await mutate(request, "publication.confirmSource", { ...ids, sourceId, audience: "anyone" });
  }
}

/** Opens a way in. */
export async function openChannel(
  request: APIRequestContext,
  { workspace, workflowId }: Ids,
  {
    access,
    look,
    password,
  }: { access: { channel: string; [setting: string]: unknown }; look?: object; password?: string },
): Promise<void> {
  const ids = { workspace, workflowId };
  const { channel } = access;
  await mutate(request, "publication.setAccess", { ...ids, access, ...(password && { password }) });
  if (look) await mutate(request, "publication.setLook", { ...ids, channel, look });
  await mutate(request, "publication.switchChannel", { ...ids, channel, on: true });
}
