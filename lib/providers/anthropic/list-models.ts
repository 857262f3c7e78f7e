import "server-only";
import { z } from "zod";
import type { ModelInfo } from "@/lib/providers/_contract/runtime";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { readPages } from "@/lib/providers/_wire/pages";

const can = z.object({ supported: z.boolean() }).nullish().catch(null);
const reply = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      display_name: z.string().nullish(),
      max_input_tokens: z.number().nullish(),
      max_tokens: z.number().nullish(),
      capabilities: z
        .object({ image_input: can, structured_outputs: can, thinking: can })
        .nullish()
        .catch(null),
    }),
  ),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});

/** `GET v1/models`, page by page (https://docs.claude.com/en/api/models-list). */
export async function listModels(wire: Wire, signal: AbortSignal): Promise<ModelInfo[]> {
  const pages = await readPages(wire, {
    ...{ signal, reply, first: "v1/models?limit=1000" },
    next: ({ has_more: more, last_id: last }) =>
      more && last ? `v1/models?limit=1000&after_id=${encodeURIComponent(last)}` : null,
  });
  return pages.flatMap(({ data }) => data).map(infoOf);
}

function infoOf(model: z.output<typeof reply>["data"][number]): ModelInfo {
  const { image_input: image, structured_outputs: form, thinking } = model.capabilities ?? {};
  return {
    ...{ id: model.id, kind: "chat", tools: true },
    ...(model.display_name && { name: model.display_name }),
    ...(model.max_input_tokens && { contextWindow: model.max_input_tokens }),
    ...(model.max_tokens && { maxOutputTokens: model.max_tokens }),
    ...(image && { vision: image.supported }),
    ...(form && { structuredOutput: form.supported }),
    ...(thinking && { reasoning: thinking.supported }),
  };
}
