/** The invented company's look and the one moment at which all its documents were made. */
export const COMPANY = "Tamberlin Espresso Works";
export const COLOURS = {
  ink: "#1f2933",
  soft: "#5b6770",
  brand: "#7a2e1d",
  line: "#d9d2cc",
  wash: "#f6f2ee",
};

/** Written into every file's metadata, so that generating twice gives the same bytes. */
export const MADE_AT = new Date("2026-11-16T09:00:00Z");
