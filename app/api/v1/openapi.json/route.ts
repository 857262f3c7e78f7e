import { openApiDocument } from "@/lib/services/api-key/openapi";
import { publishedInputs } from "@/lib/services/api-key/published-inputs";
import { programRoute } from "../program-route";

export const dynamic = "force-dynamic";

const ofKey = programRoute("api", async ({ ctx }) =>
  Response.json(openApiDocument((await publishedInputs(ctx)).form)),
);

/** What the API takes and gives, for people and programs; of an assistant, its form's fields, with a key alone. */
export function GET(request: Request): Response | Promise<Response> {
  return request.headers.has("authorization") ? ofKey(request) : Response.json(openApiDocument());
}
