/** Why a file could not be read, stored or searched, and what to do; shown by `errors.<code>`. */
export const errorsIngestion = {
  "ingestion.unsupported":
    "This file can\u2019t be read: its content is {found}. Upload a PDF, an office document, a web page, an e-book, a message, a text or table, or a ZIP of such files.",
  "ingestion.convert-first":
    "{program} files can\u2019t be read. Open it in its own program, save it as a PDF and upload that.",
  "ingestion.converter-missing":
    "{program} files are read with LibreOffice, which this server doesn\u2019t have. Save the file as a PDF and upload that, or ask whoever runs the server to install LibreOffice, then try again.",
  "ingestion.conversion-failed":
    "LibreOffice could not open this {program} file. Open it in its own program, save it as a PDF and upload that.",
  "ingestion.packed":
    "This is a packed file ({found}) that can\u2019t be opened here. Unpack it and upload the files within it, or pack them as ZIP.",
  "ingestion.too-deep":
    "This file nests its contents more than {limit, number} levels deep, so it was not read. Save it in a flatter form and upload that.",
  "ingestion.no-text":
    "There is no text in this file. Check that it is the right one, then upload it again.",
  "ingestion.scan":
    "{pages, plural, one {This PDF is a picture of a page} other {This PDF holds pictures of # pages}}, not text. Switch on text recognition (OCR) for this source, then read the file again.",
  "ingestion.picture":
    "This file is a picture, and text in pictures is not read here. Switch on text recognition (OCR) for this source, then read the file again.",
  "ingestion.picture-too-large":
    "This picture has more than {megapixels, number} million dots, too many to read text from. Make it smaller and upload it again.",
  "ingestion.ocr-language":
    "Text can\u2019t be recognised in the language \u201c{language}\u201d: its data is not installed. Ask whoever runs this server to add it to the folder for text recognition, or choose another language.",
  "ingestion.password":
    "This file is protected with a password, so it can\u2019t be read. Save a copy without the password and upload that.",
  "ingestion.damaged":
    "This file is damaged or incomplete and can\u2019t be read. Open it in its own program, save it again and upload the new copy.",
  "ingestion.too-large":
    "There is more text in this file than can be read (at most {limit, number} characters). Split it and upload the parts.",
  "ingestion.too-many-rows":
    "This table has {rows, number} rows; at most {limit, number} can be read. Split it and upload the parts.",
  "ingestion.unsafe-archive":
    "This file unpacks to far more than a document should, so it was not opened. Save it again in its own program and upload the new copy.",
  "ingestion.too-many-files":
    "This file holds more files than can be read at once (at most {limit, number}, {megabytes, number} MB in all). Split it and upload the parts.",
  "ingestion.too-slow":
    "Reading this file took longer than {seconds, number} seconds, so it was stopped. Split it or save it in a simpler form, then upload it again.",
  "ingestion.too-complex":
    "Reading this file needed more memory than allowed, so it was stopped. Split it or save it in a simpler form, then upload it again.",
  "ingestion.unavailable":
    "The file\u2019s reader did not get to run just now. Try again in a moment.",
  "ingestion.bad-embedding":
    "The embedding model gave vectors of an unexpected size ({found} instead of {expected} numbers), so they were not stored. Check the model of this store\u2019s connection, or choose it anew.",
  "storage.too-large":
    "This file is larger than {limit, number} bytes, the most that can be uploaded. Split it and upload the parts.",
  "storage.full":
    "There is no room left to store files. Ask whoever runs this server to free some, then upload it again.",
  "document.unopened":
    "This file came with Groundwork and can’t be opened: it is missing from the server’s folder, or may not be read there. Upload it by hand.",
  "storage.missing": "The original of this document is no longer stored. Upload the file again.",
  "search.index-missing":
    "This store has no index to search. Open it under Knowledge and rebuild it.",
} as const;
