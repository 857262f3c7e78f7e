import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { sameOriginOnly } from "@/lib/auth/same-origin";
import { AppError } from "@/lib/errors/app-error";
import { putPart, putPartInput } from "@/lib/services/upload/put-part";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ workspace: string; id: string; number: string }>;
}

/** One part of an upload as the raw body; see lib/trpc/routers/upload.ts. Answers 204. */
async function put(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { workspace, ...part } = await params;
    const ctx = await enterRoute(request, workspace, "knowledge.edit");
    const input = putPartInput.safeParse(part);
    if (!input.success || !request.body) {
      throw new AppError("request.invalid", "bad-request", { params: { field: "number" } });
    }
    // The same stream under Node's own type.
    const body = Readable.fromWeb(request.body as NodeReadableStream);
    await putPart({ ctx, input: input.data, body, signal: request.signal });
    return new Response(null, { status: 204 });
  } catch (error) {
    return errorResponse(error);
  }
}

export const PUT = sameOriginOnly(put);
