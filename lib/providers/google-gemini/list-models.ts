import "server-only";
import { z } from "zod";
import type { ModelInfo, ModelKind } from "@/lib/providers/_contract/runtime";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { readPages } from "@/lib/providers/_wire/pages";

const reply = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        displayName: z.string().nullish(),
        inputTokenLimit: z.number().nullish(),
        outputTokenLimit: z.number().nullish(),
        supportedGenerationMethods: z.array(z.string()).nullish(),
        thinking: z.boolean().nullish(),
      }),
    )
    .default([]),
  nextPageToken: z.string().nullish(),
});

/** `GET models`, page by page (https://ai.google.dev/api/models). */
export async function listModels(wire: Wire, signal: AbortSignal): Promise<ModelInfo[]> {
  const pages = await readPages(wire, {
    signal,
    reply,
    first: "models?pageSize=1000",
    next: ({ nextPageToken: token }) =>
      token ? `models?pageSize=1000&pageToken=${encodeURIComponent(token)}` : null,
  });
  return pages.flatMap(({ models }) => models).map(infoOf);
}

function infoOf(model: z.output<typeof reply>["models"][number]): ModelInfo {
  const id = model.name.replace(/^models\//, "");
  const kind = kindOf(id, model.supportedGenerationMethods ?? []);
  const { displayName: name, inputTokenLimit, outputTokenLimit } = model;
  return {
    ...{ id, kind },
    ...(name && name !== id && { name }),
    ...(inputTokenLimit && { contextWindow: inputTokenLimit }),
    ...(kind === "chat" && {
      ...(outputTokenLimit && { maxOutputTokens: outputTokenLimit }),
      ...{ tools: true, structuredOutput: true, vision: true },
      ...(model.thinking != null && { reasoning: model.thinking }),
    }),
  };
}

/** Models that speak, draw or only predict are listed among the others. */
function kindOf(id: string, methods: readonly string[]): ModelKind {
  if (methods.some((method) => /embed/i.test(method))) return "embedding";
  if (!methods.includes("generateContent") || /-(?:tts|image|audio|live)\b/.test(id))
    return "other";
  return "chat";
}
