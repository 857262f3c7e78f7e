import { isAppError } from "@/lib/errors/app-error";
import type { FilePart, ParseInput } from "../_contract/parser";
import { type DocumentBuilder, oneLine } from "../document-builder";
import type { OoxmlPackage } from "./ooxml-package";

/**
 * Appends files within the file, each under its name as a heading and marked as an attachment. What can't be read
 * becomes a warning; only too many files, or an abort, end the whole file.
 */
export async function appendParts(
  builder: DocumentBuilder,
  parts: Iterable<FilePart>,
  { readPart, signal }: ParseInput,
): Promise<void> {
  let number = 0;
  for (const part of parts) {
    signal.throwIfAborted();
    number += 1;
    const name = oneLine(part.name).slice(0, 200) || String(number);
    if (!readPart) {
      builder.warn("attachment-not-read", { name, reason: "" });
      continue;
    }
    try {
      const document = await readPart({ ...part, name });
      builder.section({ kind: "attachment", number, title: name }, () => {
        builder.heading(1, name);
        builder.embed(document, 1);
      });
    } catch (error) {
      if (!isAppError(error) || error.code === "ingestion.too-many-files") throw error;
      builder.warn("attachment-not-read", { name, reason: error.code });
    }
  }
}

/** Documents that were put into an office document as objects. */
export function appendEmbedded(
  builder: DocumentBuilder,
  { pack, part, input }: { pack: OoxmlPackage; part: string; input: ParseInput },
): Promise<void> {
  const files = pack.related(part, "package").flatMap(({ target }) => {
    const bytes = pack.bytes(target);
    return bytes ? [{ name: target.split("/").at(-1) ?? "", mimeType: "", bytes }] : [];
  });
  return appendParts(builder, files, input);
}

export function warnOfMacros(builder: DocumentBuilder, pack: OoxmlPackage): void {
  if (pack.hasMacros()) builder.warn("macros-not-run");
}
