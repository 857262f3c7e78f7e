/** What a reader of a document should know that is no error, by the codes parsers warn with. */
export const ingestion = {
  warnings: {
    "encoding-guessed":
      "The file doesn\u2019t say how its letters are stored. It was read as {encoding}; check that names and accents look right.",
    "pages-without-text":
      "{count, plural, one {Page {pages} is a picture} other {Pages {pages} are pictures}} without text, so nothing of {count, plural, one {it} other {them}} can be found. Switch on text recognition (OCR) for this source to read {count, plural, one {it} other {them}}.",
    "pages-damaged":
      "{count, plural, one {Page {pages} is} other {Pages {pages} are}} damaged and could not be read.",
    "letters-unsure":
      "The text was recognised from a picture and may hold wrong letters (confidence {percent, number} %).",
    "rows-malformed":
      "{count, plural, one {One row doesn\u2019t} other {# rows don\u2019t}} fit the columns of the table; check {count, plural, one {its} other {their}} cells.",
    "macros-not-run":
      "The file holds macros. They were not run, and their code is not part of the text.",
    "hidden-sheet":
      "The sheet \u201c{name}\u201d is hidden in the file, and was read all the same.",
    "hidden-slide": "Slide {number, number} is hidden in the file, and was read all the same.",
    converted:
      "This {program} file was converted by LibreOffice, and what came out was read. Pages, places and order may differ from the original.",
    "attachment-not-read": "\u201c{name}\u201d within this file could not be read.",
  },
} as const;
