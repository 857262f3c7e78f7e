import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { batchResults } from "@/lib/services/form-batch/results";

export const dynamic = "force-dynamic";

/** A file with what became of its rows. */
export const GET = visitorRoute<{ batchId: string }>(async ({ params, ctx }) => {
  const { text } = await batchResults({ ctx, input: { id: params.batchId } });
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="results.csv"',
    },
  });
});
export const OPTIONS = preflight;
