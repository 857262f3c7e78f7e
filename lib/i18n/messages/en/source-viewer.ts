/** A document's stored text, opened at a quote. */
export const sourceViewer = {
  attached: "Attached to this conversation",
  page: "Page {page, number}",
  pages: "{count, plural, one {# page} other {# pages}}",
  quote: "Quoted passage",
  quoteOnPage: "Quoted passage on page {page, number}",
  original: "Download original",
  openDocument: "Read the whole document",
  outdated:
    "This is an earlier version of the document. It was replaced after the answer was given.",
  outdatedAction: "Read the present version",
  breadcrumb: "Knowledge",
  document: "Document",
  passages: {
    choose: "Passage {name}",
  },
} as const;
