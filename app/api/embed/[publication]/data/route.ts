import { preflight, visitorRoute } from "@/app/api/embed/visitor-route";
import { exportVisitor, forgetVisitor } from "@/lib/services/visitor/own-data";

export const dynamic = "force-dynamic";

/** All that is kept of the visitor, as a file. */
export const GET = visitorRoute(async ({ ctx }) =>
  Response.json(await exportVisitor(ctx), {
    headers: { "Content-Disposition": 'attachment; filename="my-data.json"' },
  }),
);

/** Removes the visitor with everything they said and sent. */
export const DELETE = visitorRoute(async ({ ctx }) => {
  await forgetVisitor(ctx);
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
