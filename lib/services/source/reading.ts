import "server-only";
import { recognizableLanguages } from "@/lib/knowledge/ingestion/parsers/ocr/language-data";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { found } from "../not-found";
import { settingsOf } from "./settings";

/**
 * How the files of a source are read: languages recognised in pictures (none: pictures are left alone), whether
 * comments are kept, and the languages that could be recognised here. Throws `source.not-found`.
 */
export async function sourceReading({ ctx, input }: Call<ById>) {
  const source = found(
    "source",
    await ctx.db.source.findFirst({
      where: { id: input.id, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { settings: true },
    }),
  );
  const { ocr, comments } = settingsOf(source);
  return { languages: ocr?.languages ?? [], comments, available: await recognizableLanguages() };
}
