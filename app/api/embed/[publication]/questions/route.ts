import { runStream } from "@/app/api/embed/run-stream";
import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { jsonBody } from "@/app/api/json-body";
import { askAsVisitor, questionRequest } from "@/lib/services/visitor/ask";

export const dynamic = "force-dynamic";

/** Asks a question; its events come in the answer. */
export const POST = visitorRoute(async ({ request, ctx }) => {
  const input = await jsonBody(request, questionRequest);
  const { runId, rate } = await askAsVisitor({ ctx, input });
  return runStream(ctx, { runId, after: 0, rate });
});
export const OPTIONS = preflight;
