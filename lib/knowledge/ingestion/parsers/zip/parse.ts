import { readFile } from "node:fs/promises";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { FilePart, Parse } from "../_contract/parser";
import { appendParts } from "../_office/embedded";
import { ZIP_LIMITS, ZipArchive } from "../_office/zip-archive";
import { DocumentBuilder } from "../document-builder";

/** Files that file managers put into archives for themselves. */
const OWN_FILES = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

/**
 * An archive (.zip): each file that can be read, under its path as a heading and marked as an attachment. Others
 * become warnings; when none could be read, the first reason is thrown.
 */
export const parse: Parse = async (input) => {
  const bytes = await readFile(input.path, { signal: input.signal });
  const zip = new ZipArchive(bytes, "zip", { ...ZIP_LIMITS, entries: 1_000 });
  const builder = new DocumentBuilder();
  await appendParts(builder, filesOf(zip, builder), input);
  const document = builder.build();
  const failed = document.warnings?.find(({ code }) => code === "attachment-not-read");
  if (document.text === "" && failed) throw reasonOf(String(failed.params.reason));
  return document;
};

/** One file at a time, so that only one is in memory. */
function* filesOf(zip: ZipArchive, builder: DocumentBuilder): Generator<FilePart> {
  for (const { name } of zip.entries) {
    if (name.endsWith("/") || OWN_FILES.test(name)) continue;
    try {
      const bytes = zip.read(name);
      if (bytes) yield { name, mimeType: "", bytes };
    } catch (error) {
      if (!isAppError(error)) throw error;
      builder.warn("attachment-not-read", { name, reason: error.code });
    }
  }
}

function reasonOf(code: string): AppError {
  const known = ["ingestion.password", "ingestion.unsafe-archive", "ingestion.damaged"];
  const params = { format: "zip", what: "depth" };
  return new AppError(known.includes(code) ? code : "ingestion.no-text", "bad-request", { params });
}
