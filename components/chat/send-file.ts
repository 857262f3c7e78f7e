import { fileHeaders, sendBody, SendError } from "@/components/uploads/send-body";

export interface SendFile {
  readonly workspace: string;
  readonly workflowId: string;
  /** Null begins a conversation. */
  readonly conversationId: string | null;
  readonly file: File;
}

/** Sends one file to a conversation; resolves to the conversation's id. Rejects with {@link SendError}. */
export async function sendFile({ file, ...to }: SendFile): Promise<string> {
  const { workspace, workflowId, conversationId } = to;
  const path = `/api/workspaces/${encodeURIComponent(workspace)}/workflows/${encodeURIComponent(workflowId)}/files`;
  const query = conversationId ? `?conversation=${encodeURIComponent(conversationId)}` : "";
  const headers = fileHeaders(file);
  const answer = await sendBody({ method: "POST", path: path + query, body: file, headers });
  if (!isAttached(answer)) throw new SendError("client.unknown");
  return answer.conversationId;
}

function isAttached(body: unknown): body is { conversationId: string } {
  return (
    typeof body === "object" &&
    body !== null &&
    "conversationId" in body &&
    typeof body.conversationId === "string"
  );
}
