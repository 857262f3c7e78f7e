import Papa from "papaparse";
import { AppError } from "@/lib/errors/app-error";
import { formLabel, type Form } from "@/lib/graph/form";

/** Rows of one file. */
export const MAX_ROWS = 1000;
const MAX_COLUMNS = 100;
const MAX_CELL = 4000;

export interface BatchFile {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads a file whose rows fill in a form; its first row names the columns. Throws `form-batch.unreadable`,
 * `form-batch.no-columns` where none of them belongs to a field, `form-batch.too-many`.
 */
export function readBatchFile(text: string, form: Form): BatchFile {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), {
    skipEmptyLines: "greedy",
    delimitersToGuess: [",", ";", "\t", "|"],
    // One more than may be, to know that there are too many.
    preview: MAX_ROWS + 2,
  });
  const [header, ...rows] = data;
  const cells = data.flat();
  if (!header || rows.length === 0 || header.length > MAX_COLUMNS || cells.some(unfit)) {
    throw new AppError("form-batch.unreadable", "bad-request");
  }
  const columns = header.map((name) => name.trim());
  if (fieldsOf(columns, form).every((field) => field === null)) {
    const names = form.fields.map(({ name }) => name).join(", ");
    throw new AppError("form-batch.no-columns", "bad-request", { params: { names } });
  }
  if (rows.length > MAX_ROWS) {
    const params = { rows: rows.length, limit: MAX_ROWS };
    throw new AppError("form-batch.too-many", "too-large", { params });
  }
  return { columns, rows };
}

/** What no database takes, and what nobody typed. */
function unfit(cell: string): boolean {
  return cell.length > MAX_CELL || cell.includes("\0");
}

/** What a row fills in, by name of field; columns that belong to no field are left alone. */
export function valuesOf(
  columns: readonly string[],
  cells: readonly string[],
  form: Form,
): Record<string, string> {
  const names = fieldsOf(columns, form);
  return Object.fromEntries(
    names.flatMap((name, index) => (name === null ? [] : [[name, cells[index] ?? ""]])),
  );
}

/** Name of the field that each column belongs to, by its name or its label; the first of several. */
function fieldsOf(columns: readonly string[], { fields }: Form): (string | null)[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const wanted = column.toLowerCase();
    const field = fields.find(
      (one) => one.name.toLowerCase() === wanted || formLabel(one).toLowerCase() === wanted,
    );
    if (!field || taken.has(field.name)) return null;
    taken.add(field.name);
    return field.name;
  });
}
