const list = { is: "is one of", "is-not": "is none of" };

/** Which documents a search looks at. */
export const documentFilters = {
  add: "Add a condition",
  condition: "Condition {number, number}",
  remove: "Delete condition {number, number}",
  field: "Look at",
  fieldOption: {
    tag: "Tag",
    folder: "Folder",
    source: "Source",
    language: "Language",
    updated: "Last updated",
  },
  operator: "Comparison",
  operatorOption: {
    tag: list,
    folder: { is: "is one of, or within", "is-not": "is none of, nor within" },
    source: list,
    language: list,
    updated: { since: "on or after", before: "before", "last-days": "in the last … days" },
  },
  chosen: "Chosen",
  removeValue: "Delete {value}",
  or: "or …",
  choose: {
    tag: "Choose a tag",
    folder: "Choose a folder",
    source: "Choose a source",
    language: "Choose a language",
  },
  none: {
    tag: "No other tag is on these documents.",
    folder: "No other folder has these documents.",
    source: "No other source is connected to this store.",
    language: "No other language was found in these documents.",
  },
  day: "Day",
  days: "Days",
} as const;
