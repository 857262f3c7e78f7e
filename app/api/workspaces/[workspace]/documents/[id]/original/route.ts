import { Readable } from "node:stream";
import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { openOriginal } from "@/lib/services/document/open-original";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ workspace: string; id: string }>;
}

/** The uploaded file, always as a download: nothing that people upload is ever shown as a page of ours. */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { workspace, id } = await params;
    const ctx = await enterRoute(request, workspace, "workspace.read");
    const original = await openOriginal({ ctx, input: { id } });
    const name = encodeURIComponent(original.name);
    return new Response(Readable.toWeb(original.body) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(original.size),
        "content-disposition": `attachment; filename*=UTF-8''${name}`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
