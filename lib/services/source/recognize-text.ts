import "server-only";
import { z } from "zod";
import { recognizableLanguages } from "@/lib/knowledge/ingestion/parsers/ocr/language-data";
import type { Call } from "../context";
import { selectedDocuments } from "../document/selection";
import { idSchema } from "../inputs";
import { MOST_LANGUAGES, settingsOf } from "./settings";
import { writeSettings } from "./write-settings";

export const recognizeTextInput = z.object({ ids: z.array(idSchema).min(1).max(1000) });

/**
 * Switches text recognition on, for every language that can be recognised here, in the sources of these documents
 * where it is off. Returns how many sources were changed. Throws `document.not-found`.
 */
export async function recognizeText({
  ctx,
  input,
}: Call<z.infer<typeof recognizeTextInput>>): Promise<{ changed: number }> {
  const workspaceId = ctx.workspace.id;
  const ids = await selectedDocuments(ctx, input);
  const languages = (await recognizableLanguages()).slice(0, MOST_LANGUAGES);
  return ctx.db.$transaction(async (tx) => {
    const sources = await tx.source.findMany({
      where: { workspaceId, deletedAt: null, documents: { some: { id: { in: ids } } } },
      select: { id: true, settings: true },
    });
    const off = sources.filter((source) => settingsOf(source).ocr === null);
    for (const source of off) {
      const settings = { ...settingsOf(source), ocr: { languages } };
      await writeSettings(tx, ctx, { id: source.id, settings });
    }
    return { changed: off.length };
  });
}
