import { z } from "zod";

/** The most a passage may have, in estimated tokens (lib/grounding/text/count-tokens.ts). */
const size = z.int().min(8).max(4000);
const unit = z.literal("tokens");

/** Whole sentences and rows up to `size`, never across a heading; `overlap` is repeated from the passage before. */
const sentences = z
  .object({ strategy: z.literal("sentences"), unit, size, overlap: z.int().min(0).max(2000) })
  .refine(({ size: most, overlap }) => overlap < most, { path: ["overlap"] });
/** A passage for each page, slide or sheet; one larger than `size` is cut at sentences. */
const page = z.object({ strategy: z.literal("page"), unit, size });
/** A passage for every so many `rows` of a table, never with other text; that is cut at sentences. */
const row = z.object({
  strategy: z.literal("row"),
  unit,
  size,
  rows: z.int().min(1).max(200),
});
/** A passage for all that is under a heading of this `level` or above; what is larger than `size` is cut. */
const heading = z.object({
  strategy: z.literal("heading"),
  unit,
  size,
  level: z.int().min(1).max(6),
});

/**
 * Small passages of whole sentences up to `size` are searched; answers are made from the larger ones around them, up
 * to `parent`, which never go across a heading.
 */
const parent = z
  .object({ strategy: z.literal("parent"), unit, size, parent: size })
  .refine(({ size: small, parent: large }) => small < large, { path: ["parent"] });

/** How documents are cut into passages. */
export const chunkingSchema = z.discriminatedUnion("strategy", [
  sentences,
  page,
  row,
  heading,
  parent,
]);
export type Chunking = z.infer<typeof chunkingSchema>;
export type ChunkingOf<Strategy extends Chunking["strategy"]> = Extract<
  Chunking,
  { strategy: Strategy }
>;

/** Tuned on public question sets: smaller passages answer and cite more exactly, larger ones lose fewer answers. */
export const DEFAULT_CHUNKING: ChunkingOf<"sentences"> = {
  strategy: "sentences",
  unit: "tokens",
  size: 256,
  overlap: 40,
};

/** The chunking an index was made with, as StoreIndex.chunking holds it; at first there was but one strategy. */
export function storedChunking(stored: unknown): Chunking {
  const named = z.looseObject({ strategy: z.string().default("sentences") }).parse(stored);
  return chunkingSchema.parse(named);
}
