import { runStream } from "@/app/api/embed/run-stream";
import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";

export const dynamic = "force-dynamic";

/** The events of a run after `Last-Event-ID`, or from its beginning. */
export const GET = visitorRoute<{ runId: string }>(async ({ request, params, ctx }) => {
  const last = request.headers.get("last-event-id") ?? "";
  const after = /^\d{1,9}$/.test(last) ? Number(last) : 0;
  return runStream(ctx, { runId: params.runId, after });
});
export const OPTIONS = preflight;
