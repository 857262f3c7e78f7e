import "server-only";
import { z } from "zod";
import type { ModelInfo, ModelKind } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, subjectOf, type Wire } from "@/lib/providers/_wire/api-fetch";
import { readJson } from "@/lib/providers/_wire/read-json";

const LIMITS = { maxBytes: 8 * 2 ** 20, timeoutMs: 20_000 };

const count = z.number().int().positive().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
const pricing = z.object({ input: z.number(), output: z.number() }).nullish().catch(null);

/**
 * One model as services list it. Only `id` is promised; the rest is what Mistral (`max_context_length`, `capabilities`),
 * Groq (`context_window`, `max_completion_tokens`), Together (`type`, `context_length`, `pricing`), vLLM
 * (`max_model_len`) and Hugging Face (`architecture`, `providers`: the partners that run it) add to it.
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
  pricing,
  architecture: z
    .object({ input_modalities: z.array(z.string()) })
    .nullish()
    .catch(null),
  providers: z
    .array(
      z.object({
        status: z.string().nullish(),
        context_length: count,
        pricing,
        supports_tools: flag,
        supports_structured_output: flag,
      }),
    )
    .nullish()
    .catch(null),
});
type Listed = z.output<typeof listed>;

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

function infoOf(model: Listed): ModelInfo {
  const { capabilities: can, pricing: price, architecture } = model;
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
    ...(architecture && { vision: architecture.input_modalities.includes("image") }),
    ...(price && (price.input > 0 || price.output > 0) && { price }),
    ...byPartners(model.providers ?? []),
  };
}

/** What holds whichever of the partners answers. */
function byPartners(providers: NonNullable<Listed["providers"]>): Partial<ModelInfo> {
  const partners = providers.filter(({ status }) => status == null || status === "live");
  const [first] = partners;
  if (!first) return {};
  const windows = partners.map((partner) => partner.context_length ?? 0);
  const prices = partners.map((partner) => partner.pricing);
  const samePrice = prices.every(
    (price) => price?.input === prices[0]?.input && price?.output === prices[0]?.output,
  );
  return {
    kind: "chat",
    ...(Math.min(...windows) > 0 && { contextWindow: Math.min(...windows) }),
    tools: partners.every((partner) => partner.supports_tools === true),
    structuredOutput: partners.every((partner) => partner.supports_structured_output === true),
    ...(first.pricing && samePrice && { price: first.pricing }),
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
function kindOf({ id, type, capabilities }: Listed): ModelKind | undefined {
  const said = TYPES[type ?? ""];
  if (said) return said;
  if (/rerank/i.test(id)) return "rerank";
  if (/embed|(?:^|[-/])(?:bge|e5|gte)-/i.test(id)) return "embedding";
  if (/whisper|tts|dall-e|moderation|transcribe|image|ocr|guard/i.test(id)) return "other";
  return capabilities?.completion_chat === true ? "chat" : undefined;
}
