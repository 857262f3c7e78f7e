export const LANGUAGES = ["en", "de", "fr", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first of the wished languages (BCP 47) that the chat speaks; English when there is none. */
export function languageFor(wished: readonly (string | null | undefined)[]): Language {
  for (const tag of wished) {
    const primary = tag?.toLowerCase().split("-")[0];
    const known = LANGUAGES.find((language) => language === primary);
    if (known) return known;
  }
  return "en";
}
