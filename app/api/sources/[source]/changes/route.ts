import { textOf } from "@/app/api/json-body";
import { errorResponse } from "@/lib/auth/error-response";
import { getServices } from "@/lib/services/runtime";
import { takeCall } from "@/lib/services/sync/take-call";

export const dynamic = "force-dynamic";

/** As Amazon SNS and storage servers send at most. */
const MAX_BYTES = 256 * 1024;

interface RouteContext {
  params: Promise<{ source: string }>;
}

/**
 * Where anybody who has the secret says that something changed at a source: in the address, for services that can say it nowhere else,
 * or as a bearer token.
 */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  try {
    const { source } = await params;
    const bearer = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
    const secret = new URL(request.url).searchParams.get("secret") ?? bearer ?? "";
    const body = await textOf(request, MAX_BYTES);
    await takeCall(await getServices(), { sourceId: source, secret, body });
    return new Response(null, { status: 202 });
  } catch (error) {
    return errorResponse(error);
  }
}
