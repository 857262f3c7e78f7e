import { z } from "zod";
import type { ParsedDocument } from "@/lib/knowledge/ingestion/parsers/_contract/parser";

/** How an index cuts documents, as StoreIndex.chunking holds it. */
export const chunkingSchema = z.object({
  unit: z.literal("tokens"),
  size: z.int().positive(),
  overlap: z.int().min(0),
});

/** A mark over the stored text, as DocumentVersion.structure holds it; offsets refer to the whole text. */
export const structureMarkSchema = z.object({
  kind: z.enum(["heading", "page", "slide", "sheet", "attachment", "table", "row", "block"]),
  start: z.number(),
  end: z.number(),
  level: z.number().optional(),
  number: z.number().optional(),
  title: z.string().optional(),
  box: z
    .object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })
    .optional(),
  cells: z.string().optional(),
});
const structureSchema = z.array(structureMarkSchema);

/** The text and marks that a version was stored with. */
export function documentOf(version: { text: string | null; structure: unknown }): ParsedDocument {
  return { text: version.text ?? "", structure: structureSchema.parse(version.structure ?? []) };
}
