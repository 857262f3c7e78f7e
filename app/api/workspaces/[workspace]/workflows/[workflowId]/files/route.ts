import { fileBodyOf, invalidFile } from "@/app/api/file-body";
import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { sameOriginOnly } from "@/lib/auth/same-origin";
import { attachFile, attachFileInput } from "@/lib/services/conversation-file/attach";
import { MAX_FILE_BYTES } from "@/lib/services/conversation-file/limits";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ workspace: string; workflowId: string }>;
}

/**
 * Attaches one file, the raw body (file-body.ts), to the conversation that `?conversation=` names; without it to a new
 * one. Answers with the file and its conversation.
 */
async function attach(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { workspace, workflowId } = await params;
    const ctx = await enterRoute(request, workspace, "workflow.run");
    const { body, ...file } = fileBodyOf(request, { maxBytes: MAX_FILE_BYTES });
    const conversationId = new URL(request.url).searchParams.get("conversation") ?? undefined;
    const input = attachFileInput.safeParse({ workflowId, conversationId, ...file });
    if (!input.success) throw invalidFile();
    const attached = await attachFile({ ctx, input: input.data, body, signal: request.signal });
    return Response.json(attached, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}

export const POST = sameOriginOnly(attach);
