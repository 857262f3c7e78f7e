import type { Parse } from "../_contract/parser";
import { readText } from "../read-text";
import { parseMarkdown } from "./parse-markdown";

/** Markdown, read as plain text with structure. */
export const parse: Parse = async (input) => parseMarkdown(await readText(input));
