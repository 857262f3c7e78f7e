import "server-only";
import { z } from "zod";
import type { ModelInfo, ModelKind } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { readJson } from "@/lib/providers/_wire/read-json";

const LIMITS = { maxBytes: 8 * 2 ** 20, timeoutMs: 20_000 };

const count = z.number().int().positive().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

/**
 * One model as services list it. Only `id` is promised; the rest is what Mistral (`max_context_length`, `capabilities`),
 * Groq (`context_window`, `max_completion_tokens`), Together (`type`, `context_length`, `pricing`) and vLLM
 * (`max_model_len`) add to it.
 */
const listed = z.object({
  id: z.string().min(1),
  name: z.string().nullish().catch(null),
  display_name: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  context_window: count,
  context_length: count,
  max_context_length: count,
  max_model_len: count,
  max_completion_tokens: count,
  capabilities: z
    .object({ completion_chat: flag, function_calling: flag, vision: flag })
    .nullish()
    .catch(null),
  pricing: z.object({ input: z.number(), output: z.number() }).nullish().catch(null),
});

/** Most services wrap the list; Together doesn't. */
const reply = z.union([z.object({ data: z.array(listed) }), z.array(listed)]);

/** `GET <base URL>/models`, what a service says of each model included. */
export async function listModels(wire: Wire, signal: AbortSignal): Promise<ModelInfo[]> {
  const subject = subjectOf(wire);
  const fetch = apiFetch(wire, { subject, limits: LIMITS });
  const response = await fetch(endpoint(wire.connection.baseUrl, "models"), { signal });
  const models = await readJson(response, reply, { subject, signal });
  return (Array.isArray(models) ? models : models.data).map(infoOf);
}

function infoOf(model: z.output<typeof listed>): ModelInfo {
  const { capabilities: can, pricing } = model;
  const name = model.display_name ?? model.name ?? model.id;
  const contextWindow =
    model.context_window ?? model.context_length ?? model.max_context_length ?? model.max_model_len;
  const kind = kindOf(model);
  return {
    id: model.id,
    ...(name !== model.id && { name }),
    ...(kind && { kind }),
    ...(contextWindow != null && { contextWindow }),
    ...(model.max_completion_tokens != null && { maxOutputTokens: model.max_completion_tokens }),
    ...(can?.function_calling != null && { tools: can.function_calling }),
    ...(can?.vision != null && { vision: can.vision }),
    ...(pricing && (pricing.input > 0 || pricing.output > 0) && { price: pricing }),
  };
}

const TYPES: Readonly<Record<string, ModelKind>> = {
  chat: "chat",
  language: "chat",
  embedding: "embedding",
  embeddings: "embedding",
  rerank: "rerank",
  image: "other",
  audio: "other",
  moderation: "other",
  transcribe: "other",
  video: "other",
};

/** What a model is for, where the service says so or its name leaves no doubt. */
function kindOf({ id, type, capabilities }: z.output<typeof listed>): ModelKind | undefined {
  const said = TYPES[type ?? ""];
  if (said) return said;
  if (/rerank/i.test(id)) return "rerank";
  if (/embed|(?:^|[-/])(?:bge|e5|gte)-/i.test(id)) return "embedding";
  if (/whisper|tts|dall-e|moderation|transcribe|image|ocr|guard/i.test(id)) return "other";
  return capabilities?.completion_chat === true ? "chat" : undefined;
}
