import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { viewOf } from "@/lib/services/form-batch/view";

export const dynamic = "force-dynamic";

/** How far a file has come. */
export const GET = visitorRoute<{ batchId: string }>(async ({ params, ctx }) =>
  Response.json(await viewOf(ctx, params.batchId)),
);
export const OPTIONS = preflight;
