import { answerMcp } from "@/lib/services/api-key/mcp";
import { programRoute } from "../program-route";

export const dynamic = "force-dynamic";

/** The assistant as a tool of the Model Context Protocol (streamable HTTP, no session kept). */
export const POST = programRoute("mcp", ({ request, ctx }) => answerMcp(ctx, request));

/** There is nothing to listen for and no session to end. */
const none = () => new Response(null, { status: 405, headers: { Allow: "POST" } });
export { none as GET, none as DELETE };
