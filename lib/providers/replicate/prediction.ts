import { z } from "zod";
import type { AppError } from "@/lib/errors/app-error";
import type { Usage } from "@/lib/graph/values";
import { secretsOf } from "@/lib/providers/_wire/api-fetch";
import { describeReply } from "@/lib/providers/_wire/failures";
import type { Exchange } from "@/lib/providers/_wire/stream-answer";

const tokens = z.number().nullish().catch(null);

/** As every endpoint of predictions sends it (https://replicate.com/docs/reference/http#predictions.get). */
export const predictionSchema = z.object({
  id: z.string(),
  status: z.enum(["starting", "processing", "succeeded", "failed", "canceled", "aborted"]),
  output: z.union([z.string(), z.array(z.string())]).nullish(),
  error: z.unknown(),
  metrics: z
    .object({ input_token_count: tokens, output_token_count: tokens })
    .nullish()
    .catch(null),
  urls: z.object({ stream: z.string().nullish() }),
});
export type Prediction = z.output<typeof predictionSchema>;

export function isOver({ status }: Prediction): boolean {
  return status !== "starting" && status !== "processing";
}

/** Null where the model counts no tokens. */
export function usageOf({ metrics }: Prediction): Usage | null {
  const { input_token_count: input, output_token_count: output } = metrics ?? {};
  return input == null && output == null
    ? null
    : { inputTokens: input ?? 0, outputTokens: output ?? 0 };
}

/** Why a prediction failed, in its model's own words; E005 is Replicate's code for what its filter stopped. */
export function describeFailed(said: string, { subject, wire }: Exchange): AppError {
  const filtered = /E005|flagged as sensitive|nsfw/i.test(said);
  const text = filtered ? `content_filter: ${said}` : said;
  const status = filtered || /too long|context (?:length|window)/i.test(said) ? 400 : 500;
  const reply = { status, headers: new Headers(), text };
  return describeReply(reply, subject, secretsOf(wire.connection));
}
