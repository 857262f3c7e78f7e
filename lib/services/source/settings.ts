import { z } from "zod";
import {
  DEFAULT_PARSE_OPTIONS,
  type ParseOptions,
} from "@/lib/knowledge/ingestion/parsers/_contract/parser";

/** How the files of a source are read, as Source.settings holds it. */
export const sourceSettingsSchema = z.object({
  /** Languages to recognise in pictures, as tesseract names them; null leaves pictures alone. */
  ocr: z
    .object({
      languages: z
        .array(z.string().regex(/^[A-Za-z0-9_]{2,20}$/))
        .min(1)
        .max(8),
    })
    .nullable(),
  /** Keep the comments of office documents. */
  comments: z.boolean(),
}) satisfies z.ZodType<ParseOptions>;
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;

/** The settings a source was stored with, or the defaults. */
export function settingsOf(source: { settings: unknown }): SourceSettings {
  return sourceSettingsSchema
    .catch({ ocr: null, comments: DEFAULT_PARSE_OPTIONS.comments })
    .parse(source.settings);
}
