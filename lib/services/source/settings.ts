import { z } from "zod";
import {
  DEFAULT_PARSE_OPTIONS,
  type ParseOptions,
} from "@/lib/knowledge/ingestion/parsers/_contract/parser";

export const MOST_LANGUAGES = 8;
/** Languages as tesseract names them, "eng" or "chi_sim". */
export const recognitionLanguages = z
  .array(z.string().regex(/^[A-Za-z0-9_]{2,20}$/))
  .min(1)
  .max(MOST_LANGUAGES);

/** How the files of a source are read, as Source.settings holds it. */
export const sourceSettingsSchema = z.object({
  /** Languages to recognise in pictures; null leaves pictures alone. */
  ocr: z.object({ languages: recognitionLanguages }).nullable(),
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
