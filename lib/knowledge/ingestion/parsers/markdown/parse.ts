import type { Parse } from "../_contract/parser";
import { DocumentBuilder } from "../document-builder";
import { readText } from "../read-text";
import { appendMarkdown } from "./parse-markdown";

/** Markdown, read as plain text with structure. */
export const parse: Parse = async (input) => {
  const builder = new DocumentBuilder();
  appendMarkdown(builder, await readText(input, builder));
  return builder.build();
};
