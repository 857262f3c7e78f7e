import { z } from "zod/mini";

/** How a model has to be used to give the vectors it was trained for. */
export const modelUseSchema = z.object({
  /** What stands before every text of this purpose. */
  prefixes: z.object({ query: z.string(), passage: z.string() }),
  /** How the vectors of the tokens become one: their mean, or the first alone. */
  pooling: z.enum(["mean", "cls"]),
  /** Length of a vector. */
  dimension: z.int().check(z.gte(1), z.lte(2000)),
  /** The most tokens the model reads of a text, with prefix and marks; what is beyond is not embedded. */
  window: z.int().check(z.gte(8), z.lte(32_768)),
});
export type ModelUse = z.infer<typeof modelUseSchema>;

export interface ModelFile {
  /** Below the model's folder and below its repository. */
  readonly path: string;
  /** Known in advance; else what the host itself says of the file is held against it. */
  readonly sha256?: string;
}

/** A model that can be downloaded. */
export interface KnownModel extends ModelUse {
  readonly label: string;
  /** `owner/name` at the host. */
  readonly repository: string;
  readonly revision: string;
  /** SPDX, of the weights. */
  readonly licence: string;
  /** Of all files together, about; shown before the host was asked. */
  readonly bytes: number;
  readonly files: readonly ModelFile[];
}

/** The files every model folder has; the model is the 8-bit one, a quarter of the size at nearly the same quality. */
export const MODEL_FILES = {
  config: "config.json",
  tokenizer: "tokenizer.json",
  tokenizerConfig: "tokenizer_config.json",
  model: "onnx/model_quantized.onnx",
} as const;

/**
 * Models we know how to use, by the name of their folder. The weights are those of intfloat/multilingual-e5-small
 * (MIT, Microsoft), converted to ONNX by the makers of transformers.js.
 */
export const knownModels = {
  "multilingual-e5-small": {
    label: "Multilingual E5 small",
    repository: "Xenova/multilingual-e5-small",
    revision: "main",
    licence: "MIT",
    bytes: 135_400_000,
    files: Object.values(MODEL_FILES).map((path) => ({ path })),
    prefixes: { query: "query: ", passage: "passage: " },
    pooling: "mean",
    dimension: 384,
    window: 512,
  },
} as const satisfies Readonly<Record<string, KnownModel>>;

/** The known model of that name, or null. */
export function knownModel(id: string): KnownModel | null {
  const models: Readonly<Record<string, KnownModel>> = knownModels;
  return Object.hasOwn(models, id) ? (models[id] ?? null) : null;
}
