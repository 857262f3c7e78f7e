/**
 * What search looks at: the words of the document's name and of the headings above, then the text, because people ask
 * with the words of titles. A name that is repeated as a heading counts once.
 */
export function searchText(passage: {
  documentName: string;
  headings: readonly string[];
  text: string;
}): string {
  const name = passage.documentName.replace(/\.[A-Za-z0-9]{1,8}$/, "").replace(/[_-]+/g, " ");
  const titles = [name, ...passage.headings].filter(
    (title, at, all) =>
      all.findIndex((other) => other.toLowerCase() === title.toLowerCase()) === at,
  );
  return [...titles, passage.text].join("\n");
}
