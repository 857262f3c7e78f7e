import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { sameOriginOnly } from "@/lib/auth/same-origin";
import { AppError } from "@/lib/errors/app-error";
import { MAX_UPLOAD_BYTES, uploadDocument, uploadInput } from "@/lib/services/document/upload";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ workspace: string; sourceId: string }>;
}

/** One file as the raw body; its name in `x-file-name`, URI-encoded; `?replace=` names the document it replaces. */
async function upload(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { workspace, sourceId } = await params;
    const ctx = await enterRoute(request, workspace, "knowledge.edit");
    if (Number(request.headers.get("content-length")) > MAX_UPLOAD_BYTES) {
      throw new AppError("storage.too-large", "too-large", {
        params: { limit: MAX_UPLOAD_BYTES },
      });
    }
    const input = uploadInput.safeParse({
      sourceId,
      name: decodeName(request.headers.get("x-file-name")),
      mimeType: request.headers.get("content-type") ?? "",
      replaces: new URL(request.url).searchParams.get("replace") ?? undefined,
    });
    if (!input.success || !request.body) {
      throw new AppError("request.invalid", "bad-request", { params: { field: "x-file-name" } });
    }
    // The same stream under Node's own type.
    const body = Readable.fromWeb(request.body as NodeReadableStream);
    const document = await uploadDocument({ ctx, input: input.data, body, signal: request.signal });
    return Response.json(document, { status: 201 });
  } catch (error) {
    return errorResponse(error);
  }
}

function decodeName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return "";
  }
}

export const POST = sameOriginOnly(upload);
