/** A document's stored text, opened at a quote. */
export const sourceViewer = {
  attached: "Attached to this conversation",
  page: "Page {page, number}",
  pages: "{count, plural, one {# page} other {# pages}}",
  quote: "Quoted passage",
  quoteOnPage: "Quoted passage on page {page, number}",
  version: "Version {number, number} of {date}",
  original: "Download original",
  openDocument: "Read the whole document",
  outdated:
    "This is an earlier version of the document. It was replaced after the answer was given.",
  outdatedAction: "Read the present version",
  breadcrumb: "Knowledge",
  document: "Document",
  pdf: {
    loading: "Fetching the original, {percent, number} %",
    drawing: "Drawing the original…",
    pages: "Page {page, number} of {count, number}",
    zoomIn: "Larger",
    zoomOut: "Smaller",
    protected:
      "The original is protected by a password, so it can’t be drawn here. Download it to open it with yours.",
    broken: "The original can’t be drawn here. You can download it.",
  },
  show: "What is shown",
  showText: "Text",
  showOriginal: "Original",
  corrected: {
    edit: "Edited by {name}",
    add: "Added by {name}",
  },
  correction: {
    editNote: "{name} put this text in the place of what the document says.",
    addNote: "{name} added this text; it is not in the document’s file.",
    ended: "It was changed or taken back after the answer was given.",
    original: "What the document says there",
    where: "Show it in the document",
  },
  passages: {
    choose: "Passage {name}",
  },
} as const;
