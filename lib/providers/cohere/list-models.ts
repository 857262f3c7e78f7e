import "server-only";
import { z } from "zod";
import type { ModelInfo, ModelKind } from "@/lib/providers/_contract/runtime";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { readPages } from "@/lib/providers/_wire/pages";

const reply = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      is_deprecated: z.boolean().nullish(),
      endpoints: z.array(z.string()).nullish(),
      context_length: z.number().nullish(),
      features: z.array(z.string()).nullish(),
    }),
  ),
  next_page_token: z.string().nullish(),
});

/** `GET v1/models`, page by page, without those that are going away (https://docs.cohere.com/reference/list-models). */
export async function listModels(wire: Wire, signal: AbortSignal): Promise<ModelInfo[]> {
  const pages = await readPages(wire, {
    ...{ signal, reply, first: "v1/models?page_size=1000" },
    next: ({ next_page_token: token }) =>
      token ? `v1/models?page_size=1000&page_token=${encodeURIComponent(token)}` : null,
  });
  const models = pages.flatMap((page) => page.models);
  return models.filter((model) => model.is_deprecated !== true).map(infoOf);
}

function infoOf(model: z.output<typeof reply>["models"][number]): ModelInfo {
  const kind = kindOf(model.endpoints ?? []);
  const can = (feature: string) => model.features?.includes(feature) === true;
  return {
    ...{ id: model.name, kind },
    ...(model.context_length && { contextWindow: model.context_length }),
    ...(kind === "chat" &&
      model.features && {
        tools: can("tools"),
        structuredOutput: can("json_schema"),
        vision: can("vision"),
        reasoning: can("reasoning"),
      }),
  };
}

function kindOf(endpoints: readonly string[]): ModelKind {
  if (endpoints.includes("chat")) return "chat";
  if (endpoints.includes("embed")) return "embedding";
  return endpoints.includes("rerank") ? "rerank" : "other";
}
