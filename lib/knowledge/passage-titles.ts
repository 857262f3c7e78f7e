/**
 * The titles a passage stands under: the document's name without its extension, then its headings, a repeated one
 * once. People ask with the words of titles, so search looks at them too.
 */
export function passageTitles(documentName: string, headings: readonly string[]): string[] {
  const name = documentName.replace(/\.[A-Za-z][A-Za-z0-9]{0,4}$/, "").replace(/[_-]+/g, " ");
  const seen = new Set<string>();
  return [name, ...headings].filter((title) => {
    const key = title.trim().toLowerCase();
    if (key === "" || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
