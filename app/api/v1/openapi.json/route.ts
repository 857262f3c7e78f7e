import { openApiDocument } from "@/lib/services/api-key/openapi";
import { publishedForm } from "@/lib/services/api-key/published-form";
import { programRoute } from "../program-route";

export const dynamic = "force-dynamic";

const ofKey = programRoute("api", async ({ ctx }) =>
  Response.json(openApiDocument(await publishedForm(ctx))),
);

/** What the API takes and gives, for people and programs; of an assistant, its form's fields, with a key alone. */
export function GET(request: Request): Response | Promise<Response> {
  return request.headers.has("authorization") ? ofKey(request) : Response.json(openApiDocument());
}
