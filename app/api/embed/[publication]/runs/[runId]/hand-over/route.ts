import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { jsonBody } from "@/app/api/json-body";
import { handOver, handOverRequest } from "@/lib/services/visitor/hand-over";

export const dynamic = "force-dynamic";

/** Hands the conversation over to people. */
export const POST = visitorRoute<{ runId: string }>(async ({ request, params, caller, ctx }) => {
  const asked = await jsonBody(request, handOverRequest);
  await handOver({ ctx, input: { ...asked, runId: params.runId, ip: caller.ip } });
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
