import { z } from "zod";

/** What programs send and get; the OpenAPI document is made from it. */

/** What was filled into a form; which fields there are, the workflow says. */
export const formRequest = z
  .record(z.string().max(40), z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]))
  .meta({ id: "Form" });

export const askRequest = z
  .strictObject({
    question: z
      .string()
      .trim()
      .min(1)
      .max(4000)
      .optional()
      .describe("What to answer, for an assistant with a Chat input."),
    form: formRequest
      .optional()
      .describe(
        "In its place, for an assistant with a Form input: its fields by name. Asked for with a key, this document says which.",
      ),
    conversationId: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe(
        "Goes on with a conversation begun under the same key; without it a new one begins.",
      ),
    stream: z
      .boolean()
      .default(false)
      .describe("True for server-sent events as they come, false for the whole answer."),
  })
  .refine(({ question, form }) => (question === undefined) !== (form === undefined), {
    path: ["question"],
  })
  .meta({ id: "AskRequest" });
export type AskRequest = z.infer<typeof askRequest>;

export const askAnswer = z
  .object({
    runId: z.string(),
    conversationId: z.string(),
    kind: z
      .enum(["answered", "refused"])
      .describe("Refused: the knowledge doesn't hold the answer."),
    text: z.string().describe("Markdown; [n] belongs to the citation with that number."),
    citations: z.array(
      z.object({
        number: z.int(),
        documentName: z.string(),
        page: z.int().nullable(),
        quote: z.string().describe("As it stands in the document, character by character."),
      }),
    ),
    unsupported: z
      .array(z.object({ start: z.int(), end: z.int() }))
      .describe("Parts of `text` that no source backs, in UTF-16 code units, end exclusive."),
    instead: z.array(z.string()).describe("Subjects to ask about instead, after a refusal."),
    general: z.string().nullable().describe("What a model says without the documents."),
    handOver: z.object({ label: z.string(), href: z.string() }).nullable(),
  })
  .meta({ id: "Answer" });

export const apiProblem = z
  .object({
    error: z.object({
      code: z.string().describe("Stable."),
      message: z.string(),
      type: z.string().describe("As OpenAI's: invalid_request_error, rate_limit_error, …"),
      param: z.string().nullable(),
    }),
  })
  .meta({ id: "Problem" });
export type ApiProblem = z.infer<typeof apiProblem>;

const content = z.union([
  z.string().max(20_000),
  z.array(z.object({ type: z.literal("text"), text: z.string().max(20_000) })).max(50),
]);

/** As OpenAI's, with what an assistant that answers from documents can make use of; other settings are ignored. */
export const completionRequest = z
  .object({
    model: z.string().max(200).default("assistant"),
    messages: z
      .array(
        z.object({
          role: z.enum(["system", "developer", "user", "assistant"]),
          content,
        }),
      )
      .min(1)
      .max(200)
      .describe(
        "The last one is the question; earlier questions and answers are the conversation.",
      ),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  })
  .meta({ id: "ChatCompletionRequest" });
export type CompletionRequest = z.infer<typeof completionRequest>;

export const completion = z
  .object({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.object({
        index: z.int(),
        message: z.object({
          role: z.literal("assistant"),
          content: z.string(),
          refusal: z.null(),
        }),
        finish_reason: z.literal("stop"),
        logprobs: z.null(),
      }),
    ),
    groundwork: askAnswer,
  })
  .meta({ id: "ChatCompletion" });
