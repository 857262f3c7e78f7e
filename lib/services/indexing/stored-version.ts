import { z } from "zod";
import type {
  ParsedDocument,
  StructureMark,
} from "@/lib/knowledge/ingestion/parsers/_contract/parser";

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
  return { text: version.text ?? "", structure: structureOf(version) };
}

/** The marks that a version was stored with; none before it was read. */
export function structureOf(version: { structure: unknown } | null): StructureMark[] {
  return structureSchema.parse(version?.structure ?? []);
}
