import { looksLikeHeader, oneLine } from "./document-builder";

/** An amount, a date, a number with its unit: what stands below a name, not what names a column. */
const isValue = (text: string) => /^\P{L}{0,4}\p{Nd}/u.test(text);
/** Share of a column's filled cells that must be values to tell its name from them. */
const VALUES_SHARE = 0.6;

/**
 * Whether the first row of a table names its columns. When it doesn't stand out from the rows below (by its look, or
 * because the file says so), what it says must differ from what they say: nothing else tells a table of two columns
 * with names from labels with their values ("Voltage | 230 V"), and a wrong name makes a false statement of each row.
 * Where rows were only told from where words stand (`isDrawn`), this holds for any number of columns.
 */
export function namesColumns(
  [first = [], ...rows]: readonly (readonly string[])[],
  { standsOut, isDrawn = false }: { standsOut: boolean; isDrawn?: boolean },
): boolean {
  const names = first.map(oneLine);
  if (rows.length === 0 || !looksLikeHeader(names)) return false;
  if (standsOut) return true;
  const columns = names.map((name, at) => {
    const filled = rows.map((row) => oneLine(row[at] ?? "")).filter(Boolean);
    const values = filled.filter(isValue).length;
    return { name, mostlyValues: values > 0 && values >= filled.length * VALUES_SHARE };
  });
  if (columns.some(({ name, mostlyValues }) => mostlyValues && isValue(name))) return false;
  const namesValues = ({ name, mostlyValues }: (typeof columns)[number]) =>
    mostlyValues && !isValue(name);
  if (columns.length > 2) return !isDrawn || columns.some(namesValues);
  return columns.slice(1).every(namesValues);
}
