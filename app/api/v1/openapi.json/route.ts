import { openApiDocument } from "@/lib/services/api-key/openapi";

/** What the API takes and gives, for people and programs; nothing of any assistant. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
