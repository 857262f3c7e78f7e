import { z } from "zod";
import type { Form } from "@/lib/graph/form";
import {
  apiProblem,
  askAnswer,
  askRequest,
  completion,
  completionRequest,
} from "@/lib/publication/api-schemas";
import { formShape } from "../form/shape";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ "application/json": { schema: ref(name) } });
const problem = (description: string) => ({ description, content: json("Problem") });

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description: "The same one sent twice with the same question is asked once; 1–200 characters.",
  schema: { type: "string", minLength: 1, maxLength: 200 },
};

const RATE = Object.fromEntries(
  ["Limit", "Remaining", "Reset"].map((name) => [
    `RateLimit-${name}`,
    { schema: { type: "integer" } },
  ]),
);

const PROBLEMS = {
  "400": problem("The request is not as described."),
  "401": problem("The key is not valid for this."),
  "404": problem("The conversation is not there, or not of this key."),
  "409": problem("Another question came under this idempotency key."),
  "429": problem("Too many questions, or all is spent that may be. See Retry-After."),
  "503": problem("The assistant can't answer at the moment."),
};

/** Those with an id, by it; what they have in common is said once. */
function schemas(): Record<string, unknown> {
  const defined = [
    z.toJSONSchema(askRequest, { io: "input" }),
    z.toJSONSchema(completionRequest, { io: "input" }),
    z.toJSONSchema(askAnswer),
    z.toJSONSchema(completion),
    z.toJSONSchema(apiProblem),
  ].flatMap(({ $defs = {} }) => Object.entries($defs));
  const plain = defined.map(([name, { id: _, ...schema }]) => [name, schema]);
  const text = JSON.stringify(Object.fromEntries(plain));
  return JSON.parse(text.replaceAll("#/$defs/", "#/components/schemas/")) as Record<
    string,
    unknown
  >;
}

/** The fields of one assistant's form. */
function formSchema(form: Form): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(z.strictObject(formShape(form)), {
    io: "input",
  });
  return schema;
}

/**
 * The OpenAPI 3.1 document of the API for programs, made from the schemas that check its requests; with the fields of a
 * form where it is one assistant's.
 */
export function openApiDocument(form: Form | null = null) {
  const all: Record<string, unknown> = { ...schemas(), ...(form && { Form: formSchema(form) }) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Groundwork",
      version: "1",
      description:
        "Asks one published assistant, which the key is for. Answers come with their sources.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    paths: {
      "/ask": {
        post: {
          operationId: "ask",
          summary: "Ask a question",
          parameters: [IDEMPOTENCY_KEY],
          requestBody: { required: true, content: json("AskRequest") },
          responses: {
            "200": {
              description: "The answer; with `stream` its events, each with an id.",
              headers: RATE,
              content: { ...json("Answer"), "text/event-stream": { schema: { type: "string" } } },
            },
            ...PROBLEMS,
          },
        },
      },
      "/chat/completions": {
        post: {
          operationId: "createChatCompletion",
          summary: "Ask as with OpenAI's API",
          parameters: [IDEMPOTENCY_KEY],
          requestBody: { required: true, content: json("ChatCompletionRequest") },
          responses: {
            "200": {
              description: "The answer, with its sources in `groundwork`.",
              headers: RATE,
              content: {
                ...json("ChatCompletion"),
                "text/event-stream": { schema: { type: "string" } },
              },
            },
            ...PROBLEMS,
          },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: all,
    },
  };
}
