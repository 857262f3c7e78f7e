/** The amount that somebody typed, with a point or a comma, or null. */
export function amountIn(text: string): number | null {
  const clean = text.trim().replace(",", ".");
  return /^\d+(?:\.\d+)?$/.test(clean) ? Number(clean) : null;
}
