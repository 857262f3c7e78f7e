import { errorCodeOf } from "@/lib/i18n/error-text";

export interface SendFile {
  readonly workspace: string;
  readonly workflowId: string;
  /** Null begins a conversation. */
  readonly conversationId: string | null;
  readonly file: File;
}

/** Why a file was not taken; `errors.<code>` of the catalogue says it in words. */
export class SendError extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = "SendError";
  }
}

/** Sends one file to a conversation; resolves to the conversation's id. Rejects with {@link SendError}. */
export async function sendFile({ file, ...to }: SendFile): Promise<string> {
  const { workspace, workflowId, conversationId } = to;
  const path = `/api/workspaces/${encodeURIComponent(workspace)}/workflows/${encodeURIComponent(workflowId)}/files`;
  const query = conversationId ? `?conversation=${encodeURIComponent(conversationId)}` : "";
  const response = await fetch(path + query, {
    method: "POST",
    body: file,
    headers: {
      "x-file-name": encodeURIComponent(file.name),
      "content-type": file.type || "application/octet-stream",
    },
  }).catch(() => {
    throw new SendError("client.offline");
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 201 && isAttached(body)) return body.conversationId;
  const inner = typeof body === "object" && body !== null && "error" in body ? body.error : body;
  const refused = errorCodeOf(inner);
  throw new SendError(refused?.code ?? "client.unknown", refused?.params);
}

function isAttached(body: unknown): body is { conversationId: string } {
  return (
    typeof body === "object" &&
    body !== null &&
    "conversationId" in body &&
    typeof body.conversationId === "string"
  );
}
