import { startModelApi, CHAT_MODEL, type ModelApi } from "@/e2e/servers/model-api/server";
import type { Graph } from "@/lib/graph/document";
import type { WorkspaceContext } from "@/lib/services/context";
import { createConnection } from "@/lib/services/connection/create";
import { allowHost } from "@/lib/services/network/allow";
import { listStores } from "@/lib/services/store/list";
import { createWorkflow } from "@/lib/services/workflow/create";
import { getWorkflow } from "@/lib/services/workflow/get";
import { saveWorkflow } from "@/lib/services/workflow/save";
import { uploadText, type TestServices } from "./services";

export const PARKING = `# Parking

Visitors park on level two. The garage closes at nine in the evening.

# Badges

A lost badge is replaced at the front desk for twelve euros.
`;

/** A workspace whose template workflow answers from one searchable document. */
export async function answeringWorkspace(
  services: TestServices,
  template: "answer-from-documents" | "answer-a-form" = "answer-from-documents",
) {
  const ctx = await services.newWorkspace();
  const workflow = await createWorkflow({
    ctx,
    input: { name: "Handbook", template },
  });
  const [store] = await listStores({ ctx });
  const sourceId = store?.sources[0]?.id ?? "";
  const document = await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING });
  await services.drainJobs();
  return {
    ctx,
    workflowId: workflow.id,
    storeId: store?.id ?? "",
    sourceId,
    documentId: document.id,
  };
}

/** Changes the params of the nodes of one type and saves. */
export async function changeNodes(
  ctx: WorkspaceContext,
  change: { workflowId: string; type: string; params: Graph["nodes"][number]["params"] },
): Promise<void> {
  const { draft, revision, id } = await getWorkflow({ ctx, input: { id: change.workflowId } });
  const nodes = draft.nodes.map((node) =>
    node.type === change.type ? { ...node, params: { ...node.params, ...change.params } } : node,
  );
  await saveWorkflow({ ctx, input: { id, baseRevision: revision, draft: { ...draft, nodes } } });
}

/** Lets a workflow answer through a model server of the test's own, whose pace the test sets. */
export async function useModelApi(ctx: WorkspaceContext, workflowId: string): Promise<ModelApi> {
  const api = await startModelApi();
  await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
  const connection = await createConnection({
    ctx,
    input: {
      provider: "openai-compatible",
      name: "Test model",
      baseUrl: api.baseUrl,
      apiKey: api.apiKey,
    },
  });
  await changeNodes(ctx, {
    workflowId,
    type: "model",
    params: { connectionId: connection.id, model: CHAT_MODEL },
  });
  return api;
}
