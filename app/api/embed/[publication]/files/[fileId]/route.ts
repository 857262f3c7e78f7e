import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { removeVisitorFile } from "@/lib/services/visitor/files";

export const dynamic = "force-dynamic";

/** Removes a file of the conversation for good. */
export const DELETE = visitorRoute<{ fileId: string }>(async ({ params, ctx }) => {
  await removeVisitorFile({ ctx, input: { fileId: params.fileId } });
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
