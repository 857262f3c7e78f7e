import { setTimeout as wait } from "node:timers/promises";
import { CHAT_MODEL } from "@/e2e/servers/model-api/server";
import { ask, isAnswered } from "./ask";
import { handbook } from "./handbook";
import type { ModelServer } from "./servers";
import type { Session } from "./session";

/** A workflow that answers through the model server, from a few documents. */
export interface Workflow {
  readonly id: string;
  readonly storeId: string;
  /** Each of them reaches the model and is answered. */
  readonly questions: readonly string[];
}

const READY_WITHIN_MS = 5 * 60_000;
const QUESTIONS = 20;

/**
 * Makes the workflow of the template "Answer questions from documents" with a model behind a connection, fills it, and
 * waits until nothing is being indexed any more, the sample of a new workspace included.
 */
export async function prepareWorkflow(session: Session, model: ModelServer): Promise<Workflow> {
  const { api, workspace } = session;
  const name = "Benchmark";
  const { id } = await api.workflow.create.mutate({
    workspace,
    name,
    template: "answer-from-documents",
  });
  await connectModel(session, { workflowId: id, model });
  const store = (await api.store.list.query({ workspace })).find((each) => each.name === name);
  const sourceId = store?.sources[0]?.id;
  if (!store || sourceId === undefined)
    throw new Error("The template made no store with a source.");
  const { files, questions } = handbook();
  for (const file of files) await upload(session, sourceId, file);
  await untilReady(session);
  return { id, storeId: store.id, questions: await answerable(session, id, questions) };
}

async function connectModel(
  { api, workspace }: Session,
  { workflowId, model }: { workflowId: string; model: ModelServer },
): Promise<void> {
  const { hostname, port } = new URL(model.baseUrl);
  await api.network.allow.mutate({ workspace, host: hostname, port: Number(port) });
  const connection = await api.connection.create.mutate({
    workspace,
    provider: "openai-compatible",
    name: "Zero-delay model",
    baseUrl: model.baseUrl,
    apiKey: model.apiKey,
  });
  const { draft, revision } = await api.workflow.get.query({ workspace, id: workflowId });
  const params = { connectionId: connection.id, model: CHAT_MODEL };
  const nodes = draft.nodes.map((node) =>
    node.type === "model" ? { ...node, params: { ...node.params, ...params } } : node,
  );
  await api.workflow.save.mutate({
    workspace,
    id: workflowId,
    baseRevision: revision,
    draft: { ...draft, nodes },
  });
}

async function upload(
  { fetch, workspace }: Session,
  sourceId: string,
  file: { name: string; text: string },
): Promise<void> {
  await fetch(`/api/workspaces/${workspace}/sources/${sourceId}/documents`, {
    method: "POST",
    headers: { "content-type": "text/markdown", "x-file-name": encodeURIComponent(file.name) },
    body: file.text,
  });
}

async function untilReady({ api, workspace }: Session): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const { items: documents } = await api.document.list.query({ workspace, limit: 1000 });
    const failed = documents.find(({ state }) => state === "failed");
    if (failed) throw new Error(`${failed.name} could not be read: ${failed.error?.code ?? ""}`);
    const { sample } = await api.workspace.get.query({ workspace });
    if (sample && documents.every(({ state }) => state === "ready")) return;
    await wait(200);
  }
  throw new Error("The documents did not become ready in time.");
}

/** Asking them is the warm-up too. */
async function answerable(session: Session, workflowId: string, candidates: readonly string[]) {
  const questions: string[] = [];
  for (const question of candidates) {
    if (isAnswered(await ask(session, workflowId, question))) questions.push(question);
    if (questions.length === QUESTIONS) return questions;
  }
  throw new Error(
    `Only ${String(questions.length)} of ${String(candidates.length)} questions were answered.`,
  );
}
