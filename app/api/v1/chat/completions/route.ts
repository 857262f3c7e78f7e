import { EVENT_STREAM_HEADERS, eventStream } from "@/app/api/event-stream";
import { jsonBody } from "@/app/api/json-body";
import { rateHeaders } from "@/app/api/rate-headers";
import { completionRequest } from "@/lib/publication/api-schemas";
import { answerOfRun, askAsProgram } from "@/lib/services/api-key/ask";
import { completionChunks, completionOf, questionIn } from "@/lib/services/api-key/completion";
import { programRoute } from "../../program-route";

export const dynamic = "force-dynamic";

/**
 * As OpenAI's chat completions, so that clients of it can talk to an assistant. The words of a completion can't be taken
 * back, so a stream begins once the answer is proved; until then lines without meaning keep it open.
 */
export const POST = programRoute("api", async ({ request, ctx }) => {
  const input = await jsonBody(request, completionRequest);
  const requestName = request.headers.get("idempotency-key");
  const asked = await askAsProgram(ctx, { ...questionIn(input.messages), requestName });
  const headers = rateHeaders(asked.rate);
  if (input.stream !== true) {
    const answer = await answerOfRun(ctx, asked, request.signal);
    return Response.json(completionOf(asked, answer, input.model), { headers });
  }
  const abort = new AbortController();
  const chunks = completionChunks(asked, input, answerOfRun(ctx, asked, abort.signal));
  return new Response(eventStream(chunks, abort), {
    headers: { ...EVENT_STREAM_HEADERS, ...headers },
  });
});
