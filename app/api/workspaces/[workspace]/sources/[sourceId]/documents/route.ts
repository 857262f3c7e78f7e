import { fileBodyOf, invalidFile } from "@/app/api/file-body";
import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { sameOriginOnly } from "@/lib/auth/same-origin";
import { MAX_UPLOAD_BYTES, uploadDocument, uploadInput } from "@/lib/services/document/upload";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ workspace: string; sourceId: string }>;
}

/** One file as the raw body (file-body.ts); `?replace=` names the document it replaces, `?folder=` and
 * `?batch=` are those of `uploadInput`. */
async function upload(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { workspace, sourceId } = await params;
    const ctx = await enterRoute(request, workspace, "knowledge.edit");
    const { body, ...file } = fileBodyOf(request, { maxBytes: MAX_UPLOAD_BYTES });
    const asked = new URL(request.url).searchParams;
    const input = uploadInput.safeParse({
      sourceId,
      ...file,
      replaces: asked.get("replace") ?? undefined,
      folder: asked.get("folder") ?? undefined,
      batch: asked.get("batch") ?? undefined,
    });
    if (!input.success) throw invalidFile();
    const document = await uploadDocument({ ctx, input: input.data, body, signal: request.signal });
    return Response.json(document, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}

export const POST = sameOriginOnly(upload);
