/** Rectangle of a sheet; rows and columns count from 1, both ends included. */
export interface CellRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** "AB12" as row and column, null when it isn't an address. */
export function parseAddress(text: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(text.trim());
  if (!match) return null;
  const [, letters = "", digits = ""] = match;
  const column = [...letters.toUpperCase()].reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
  return { row: Number(digits), column };
}

/** "A1:B2", or a single address. */
export function parseRange(text: string): CellRange | null {
  const [first = "", last = first] = text.split(":");
  const from = parseAddress(first);
  const to = parseAddress(last);
  return from && to && { top: from.row, left: from.column, bottom: to.row, right: to.column };
}

export function formatRange({ top, left, bottom, right }: CellRange): string {
  const from = `${columnName(left)}${String(top)}`;
  const to = `${columnName(right)}${String(bottom)}`;
  return from === to ? from : `${from}:${to}`;
}

function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
