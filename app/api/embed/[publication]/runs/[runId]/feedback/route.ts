import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { jsonBody } from "@/app/api/json-body";
import { feedbackRequest, rateAnswer } from "@/lib/services/visitor/rate-answer";

export const dynamic = "force-dynamic";

/** What the visitor thinks of an answer. */
export const POST = visitorRoute<{ runId: string }>(async ({ request, params, ctx }) => {
  const feedback = await jsonBody(request, feedbackRequest);
  await rateAnswer({ ctx, input: { ...feedback, runId: params.runId } });
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
