import { errorResponse } from "@/lib/auth/error-response";
import { checkHealth } from "@/lib/services/health/check";
import { getServices } from "@/lib/services/runtime";

export const dynamic = "force-dynamic";

/** 200 while the server and its database answer, else 5xx; says nothing more, as anybody may ask. */
export async function GET(): Promise<Response> {
  try {
    await checkHealth({ ctx: await getServices() });
    return Response.json({ status: "ok" });
  } catch (error) {
    return errorResponse(error);
  }
}
