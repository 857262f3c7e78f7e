import type { Parse } from "../_contract/parser";
import { DocumentBuilder, normalizeText } from "../document-builder";
import { readText } from "../read-text";

/** Plain text, kept line by line; it has no structure but its paragraphs. */
export const parse: Parse = async (input) => {
  const builder = new DocumentBuilder();
  for (const block of normalizeText(await readText(input, builder)).split(/\n[ \t]*\n/))
    builder.paragraph(block);
  return builder.build();
};
