import "server-only";
import { z } from "zod";
import { languageFile } from "@/lib/knowledge/ingestion/parsers/ocr/language-data";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { recognitionLanguages, type SourceSettings } from "./settings";
import { writeSettings } from "./write-settings";

export const setReadingInput = z.object({
  id: idSchema,
  /** Languages to recognise in pictures; none leaves pictures alone. */
  languages: recognitionLanguages.or(z.tuple([])),
  /** Keep the comments of office documents. */
  comments: z.boolean(),
});

/**
 * Changes how the files of a source are read from now on; what was read before stays as it is until it is tried again
 * or replaced. Throws `source.not-found`, and `ingestion.ocr-language` for a language whose data isn't here.
 */
export async function setReading({ ctx, input }: Call<z.infer<typeof setReadingInput>>) {
  const { id, languages, comments } = input;
  await Promise.all(languages.map(languageFile));
  const settings: SourceSettings = { ocr: languages.length > 0 ? { languages } : null, comments };
  await ctx.db.$transaction((tx) => writeSettings(tx, ctx, { id, settings }));
}
