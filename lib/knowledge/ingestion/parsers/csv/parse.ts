import Papa from "papaparse";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { DocumentBuilder, oneLine } from "../document-builder";
import { readText } from "../read-text";

const MAX_ROWS = 200_000;
/** Share of the columns that a row of names fills. */
const NAMED_SHARE = 0.6;

/**
 * A table of comma-, semicolon-, tab- or bar-separated cells. With a row of names each row becomes a line
 * "Column: value; …" that can be quoted on its own; lines above it, such as a title, stay paragraphs.
 */
export const parse: Parse = async (input) => {
  const builder = new DocumentBuilder();
  const { text, delimiter } = withoutDirective(await readText(input, builder));
  const { data } = Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: "greedy",
    delimitersToGuess: [",", ";", "\t", "|"],
  });
  if (data.length > MAX_ROWS) {
    throw new AppError("ingestion.too-many-rows", "too-large", {
      params: { rows: data.length, limit: MAX_ROWS },
    });
  }
  input.signal.throwIfAborted();
  append(builder, data);
  return builder.build();
};

/** Excel writes the delimiter into a line of its own: "sep=;". */
function withoutDirective(text: string): { text: string; delimiter: string } {
  const directive = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  const rest = text.slice(directive?.[0].length ?? 0).replace(/^\ufeff?\s*\n/, "");
  return { text: rest, delimiter: directive?.[1] ?? "" };
}

function append(builder: DocumentBuilder, data: readonly (readonly string[])[]): void {
  const columns = data.slice(0, 100).reduce((most, row) => Math.max(most, row.length), 0);
  const start = data.findIndex((row) => columns < 2 || filled(row) > 1);
  for (const row of data.slice(0, Math.max(0, start))) builder.paragraph(row.join(" "));
  const [first, ...rest] = data.slice(Math.max(0, start));
  if (!first) return;
  if (!namesColumns(first, columns)) {
    builder.table(null, [first, ...rest]);
    return;
  }
  builder.table(first, rest);
  const long = rest.filter((row) => filled(row.slice(first.length)) > 0).length;
  if (long > 0) builder.warn("rows-malformed", { count: long });
}

const filled = (row: readonly string[]) => row.filter((cell) => cell.trim() !== "").length;

/** Names are different from each other, and none is a bare number or date. */
function namesColumns(row: readonly string[], columns: number): boolean {
  const names = row.map(oneLine).filter(Boolean);
  return (
    names.length >= Math.max(1, columns * NAMED_SHARE) &&
    new Set(names).size === names.length &&
    !names.some((name) => /^[\d\s.,:/%€$£¥+-]+$/.test(name) && !/^(?:19|20)\d\d$/.test(name))
  );
}
