import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { getServices } from "@/lib/services/runtime";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** NextAuth guards its own POSTs with a token of its own. */
async function handler(request: Request, context: RouteContext): Promise<Response> {
  const handle = NextAuth(authOptions(await getServices())) as (
    request: Request,
    context: RouteContext,
  ) => Promise<Response>;
  return handle(request, context);
}

export { handler as GET, handler as POST };
