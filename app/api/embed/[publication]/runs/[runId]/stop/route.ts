import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { stopAsVisitor } from "@/lib/services/visitor/stop";

export const dynamic = "force-dynamic";

/** Stops a run; its stream ends with `stopped`. */
export const POST = visitorRoute<{ runId: string }>(async ({ params, ctx }) => {
  await stopAsVisitor({ ctx, input: { runId: params.runId } });
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
