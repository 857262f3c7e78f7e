/** How LibreOffice is asked to convert the files of a program. */
export interface Conversion {
  /**
   * Its import filter, by LibreOffice's internal name. Always given: left to itself, LibreOffice tells a file by its
   * content, and one that only pretends to be of this program would be opened as whatever it is.
   */
  filter: string;
  /** What it saves: a format that we read, with the structure that one can hold. */
  to: "odt" | "ods" | "odp" | "odg";
}

/** By the names that `foreign-formats.ts` gives programs; the others' files no filter reads. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  WordPerfect: { filter: "WordPerfect", to: "odt" },
  "Word 1 or 2": { filter: "MS WinWord 5", to: "odt" },
  "Windows Write": { filter: "MS_Write", to: "odt" },
  "Microsoft Works": { filter: "MS_Works", to: "odt" },
  "Apple Pages": { filter: "Apple Pages", to: "odt" },
  "Apple Numbers": { filter: "Apple Numbers", to: "ods" },
  "Apple Keynote": { filter: "Apple Keynote", to: "odp" },
  Visio: { filter: "Visio Document", to: "odg" },
  Publisher: { filter: "Publisher Document", to: "odg" },
};

/** How files of a program are converted, or null where that can't be done. */
export function conversionOf(program: string): Conversion | null {
  return Object.hasOwn(CONVERSIONS, program) ? (CONVERSIONS[program] ?? null) : null;
}
