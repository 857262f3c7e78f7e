import Papa from "papaparse";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { DocumentBuilder } from "../document-builder";
import { readText } from "../read-text";

const MAX_ROWS = 200_000;

/** A table with a header row; each row becomes a line "Column: value; …" that can be quoted on its own. */
export const parse: Parse = async (input) => {
  const text = await readText(input);
  const { data } = Papa.parse<string[]>(text.replace(/^\s*\n/, ""), {
    skipEmptyLines: "greedy",
    delimitersToGuess: [",", ";", "\t", "|"],
  });
  if (data.length > MAX_ROWS) {
    throw new AppError("ingestion.too-many-rows", "too-large", {
      params: { rows: data.length, limit: MAX_ROWS },
    });
  }
  input.signal.throwIfAborted();
  const builder = new DocumentBuilder();
  const [header, ...rows] = data;
  if (header) builder.table(header, rows);
  return builder.build();
};
