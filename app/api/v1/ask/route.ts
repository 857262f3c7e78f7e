import { runStream } from "@/app/api/embed/run-stream";
import { jsonBody } from "@/app/api/json-body";
import { rateHeaders } from "@/app/api/rate-headers";
import { askRequest } from "@/lib/publication/api-schemas";
import { answerOfRun, askAsProgram } from "@/lib/services/api-key/ask";
import { programRoute } from "../program-route";

export const dynamic = "force-dynamic";

/** Asks a question: the whole answer, or its events with `stream`. An `Idempotency-Key` makes sure it is asked once. */
export const POST = programRoute("api", async ({ request, ctx }) => {
  const { stream, ...question } = await jsonBody(request, askRequest);
  const requestName = request.headers.get("idempotency-key");
  const asked = await askAsProgram(ctx, { ...question, requestName });
  const { runId, conversationId, rate } = asked;
  if (stream) return runStream({ ...ctx, conversationId }, { runId, after: 0, rate });
  const answer = await answerOfRun(ctx, asked, request.signal);
  return Response.json({ runId, conversationId, ...answer }, { headers: rateHeaders(rate) });
});
