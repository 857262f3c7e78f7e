import type { Params } from "@/lib/graph/document";
import type { ModelChoice } from "./context";
import type { Field } from "./fields";

/** What a model is used for. */
export const PURPOSES = ["chat", "judge", "embedding", "rerank"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a provider has to be able to do for it. */
export const ABILITY_FOR = {
  chat: "chat",
  judge: "chat",
  embedding: "embeddings",
  rerank: "rerank",
} as const satisfies Record<Purpose, string>;

/** The models that what is new in a workspace starts with; null: the built-in one, or none. */
export type StartingModels = Readonly<Record<Purpose, ModelChoice | null>>;

/** The params by which a new node uses the models that new ones start with. */
export function startingParams(
  fields: readonly Field<Record<string, unknown>>[],
  models: StartingModels,
): Params {
  const params: Params = {};
  for (const field of fields) {
    if (field.control !== "model") continue;
    const choice = models[field.ability ?? field.purpose ?? "chat"];
    if (!choice) continue;
    params[field.key] = choice.connectionId;
    params[field.modelKey] = choice.model;
  }
  return params;
}
