import { textOf } from "@/app/api/json-body";
import { errorResponse } from "@/lib/auth/error-response";
import { getServices } from "@/lib/services/runtime";
import { takeHint } from "@/lib/services/sync/take-hint";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ type: string; watch: string }>;
}

/** Where a service says that something changed at a source. What it says is a hint; only its secret opens anything. */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { type, watch } = await params;
    const query = new URL(request.url).searchParams;
    const { headers } = request;
    const call = { query, headers, body: await textOf(request) };
    const { confirm } = await takeHint(await getServices(), { type, watchId: watch, call });
    if (confirm === null) return new Response(null, { status: 202 });
    // As text and never as a page, whatever it holds.
    return new Response(confirm, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
