import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { textOf } from "@/app/api/json-body";
import { batchName, MAX_BATCH_BYTES, startBatch } from "@/lib/services/form-batch/start";

export const dynamic = "force-dynamic";

/** Takes a CSV file, the raw body, whose rows fill in the form; its name is in `?name=`. */
export const POST = visitorRoute(async ({ request, ctx }) => {
  const name = batchName.parse(new URL(request.url).searchParams.get("name") ?? "");
  const text = await textOf(request, MAX_BATCH_BYTES);
  return Response.json(await startBatch({ ctx, input: { name, text } }), { status: 201 });
});
export const OPTIONS = preflight;
