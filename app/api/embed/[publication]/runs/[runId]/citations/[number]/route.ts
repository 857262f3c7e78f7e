import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { excerptFor } from "@/lib/services/visitor/excerpt";

export const dynamic = "force-dynamic";

/** A quote in its surroundings. */
export const GET = visitorRoute<{ runId: string; number: string }>(async ({ params, ctx }) => {
  const input = { runId: params.runId, number: Number(params.number) };
  return Response.json(await excerptFor({ ctx, input }));
});
export const OPTIONS = preflight;
