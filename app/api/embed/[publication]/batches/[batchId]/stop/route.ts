import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { stopBatch } from "@/lib/services/form-batch/stop";

export const dynamic = "force-dynamic";

/** Has no more rows of a file answered. */
export const POST = visitorRoute<{ batchId: string }>(async ({ params, ctx }) => {
  await stopBatch({ ctx, input: { id: params.batchId } });
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
