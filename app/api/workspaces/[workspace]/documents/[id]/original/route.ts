import { Readable } from "node:stream";
import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { openOriginal } from "@/lib/services/document/open-original";
import { picturesShown } from "@/lib/services/document/pictures-shown";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ workspace: string; id: string }>;
}

/**
 * The uploaded file, of one of its versions when `version` names it. It is always a download, as nothing that people
 * upload is ever shown as a page of ours; with `as=picture` a picture made of pixels may be put into a page.
 */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { workspace, id } = await params;
    const ctx = await enterRoute(request, workspace, "workspace.read");
    const query = new URL(request.url).searchParams;
    const versionId = query.get("version") ?? undefined;
    const original = await openOriginal({ ctx, input: { id, versionId } });
    const picture = query.get("as") === "picture" && picturesShown.has(original.mimeType);
    const name = encodeURIComponent(original.name);
    return new Response(Readable.toWeb(original.body) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": picture ? original.mimeType : "application/octet-stream",
        "content-length": String(original.size),
        "content-disposition": `${picture ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
