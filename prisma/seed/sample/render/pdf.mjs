import PDFDocument from "pdfkit";
import { COLOURS, COMPANY, MADE_AT } from "./brand.mjs";
import { drawTable, measureTable } from "./pdf-table.mjs";

const MARGINS = { top: 92, bottom: 74, left: 64, right: 64 };
const BAND_HEIGHT = 190;
const LIST_INDENT = 18;
const TEXT = { size: 10.5, lineGap: 3.2, after: 8 };
/** Chapters from which a document gets a table of contents on its first page. */
const CONTENTS_FROM = 8;

/**
 * @param {{ meta: import("./source.mjs").Meta, blocks: import("./source.mjs").Block[] }} source
 * @returns {Promise<Buffer>} the same bytes every time for the same source
 */
export async function renderPdf({ meta, blocks }) {
  const doc = new PDFDocument({
    size: "A4",
    margins: MARGINS,
    bufferPages: true,
    lang: "en-GB",
    displayTitle: true,
    info: {
      Title: meta.title,
      Author: `${COMPANY}, ${meta.owner}`,
      CreationDate: MADE_AT,
      ModDate: MADE_AT,
    },
  });
  const finished = collect(doc);
  drawCover(doc, meta);
  const chapters = blocks.filter((block) => block.kind === "heading" && block.level === 1);
  const hasContents = chapters.length >= CONTENTS_FROM;
  const contentsTop = doc.y;
  if (hasContents) doc.addPage();

  const places = drawBody(doc, blocks);
  if (hasContents) drawContents(doc, { places, top: contentsTop });
  drawRunningText(doc, meta);
  doc.end();
  return finished;
}

function collect(doc) {
  const chunks = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}

function drawCover(doc, meta) {
  const { width } = doc.page;
  doc.rect(0, 0, width, BAND_HEIGHT).fill(COLOURS.brand);
  doc.fillColor("#ffffff").font("Helvetica").fontSize(11);
  doc.text(COMPANY.toUpperCase(), MARGINS.left, 46, { characterSpacing: 2 });
  doc.font("Helvetica-Bold").fontSize(32).text(meta.title, MARGINS.left, 82);
  doc.font("Helvetica").fontSize(14).text(meta.subtitle, MARGINS.left, 126);
  doc.fillColor(COLOURS.soft).fontSize(9.5);
  doc.text(`${meta.owner} | ${meta.version} | ${meta.valid}`, MARGINS.left, BAND_HEIGHT + 16);
  doc.y = BAND_HEIGHT + 48;
}

/** @returns {{ text: string, page: number }[]} the chapters and the pages (from 1) they start on */
function drawBody(doc, blocks) {
  const places = [];
  const bottom = () => doc.page.height - MARGINS.bottom;
  const ensureSpace = (height) => {
    if (doc.y + height <= bottom()) return false;
    doc.addPage();
    return true;
  };
  let chapter = null;
  blocks.forEach((block, index) => {
    if (block.kind === "heading") {
      ensureSpace(roomFor(doc, blocks.slice(index, index + 3)));
      drawHeading(doc, block);
      if (block.level === 1) {
        places.push({ text: block.text, page: doc.bufferedPageRange().count });
        chapter = doc.outline.addItem(block.text);
      } else {
        chapter?.addItem(block.text);
      }
    } else {
      drawBlock(doc, block, ensureSpace);
    }
  });
  return places;
}

/** The height to keep free, so that a heading stays with the start of what follows it. */
function roomFor(doc, [block, ...rest]) {
  switch (block?.kind) {
    case "heading":
      return (block.level === 1 ? 46 : 26) + roomFor(doc, rest);
    case "table":
      return measureTable(doc, block).unbroken;
    case "paragraph":
      return textHeight(doc, block.text, 0);
    case "bullets":
    case "steps":
      return textHeight(doc, block.items[0], LIST_INDENT);
    default:
      return 0;
  }
}

function drawHeading(doc, { level, text }) {
  const atTop = doc.y <= MARGINS.top + 1;
  if (!atTop) doc.y += level === 1 ? 16 : 8;
  doc.font("Helvetica-Bold").fontSize(level === 1 ? 17 : 12);
  doc.fillColor(level === 1 ? COLOURS.brand : COLOURS.ink).text(text, MARGINS.left);
  doc.y += level === 1 ? 7 : 4;
}

function drawBlock(doc, block, ensureSpace) {
  switch (block.kind) {
    case "paragraph":
      drawText(doc, { text: block.text, indent: 0 }, ensureSpace);
      return;
    case "bullets":
    case "steps":
      block.items.forEach((text, index) => {
        const mark = block.kind === "steps" ? `${index + 1}.` : "\u2022";
        drawText(doc, { text, indent: LIST_INDENT, mark }, ensureSpace);
      });
      doc.y += 3;
      return;
    case "table":
      drawTable(doc, block, ensureSpace);
      return;
    default:
      throw new Error(`Unknown block "${block.kind}".`);
  }
}

/** Keeps a paragraph or list item on one page, so that a sentence never straddles a footer. */
function drawText(doc, { text, indent, mark }, ensureSpace) {
  ensureSpace(textHeight(doc, text, indent));
  doc.fillColor(COLOURS.ink);
  const top = doc.y;
  if (mark) doc.text(mark, MARGINS.left + 2, top, { lineBreak: false });
  doc.text(text, MARGINS.left + indent, top, textOptions(doc, indent));
  doc.x = MARGINS.left;
  doc.y += mark ? 3 : TEXT.after;
}

const textOptions = (doc, indent) => ({
  width: doc.page.width - MARGINS.left - MARGINS.right - indent,
  lineGap: TEXT.lineGap,
});

/** Leaves the running text's font set. */
function textHeight(doc, text, indent) {
  doc.font("Helvetica").fontSize(TEXT.size);
  return doc.heightOfString(text, textOptions(doc, indent));
}

function drawContents(doc, { places, top }) {
  doc.switchToPage(0);
  doc.font("Helvetica-Bold").fontSize(14).fillColor(COLOURS.brand);
  doc.text("Contents", MARGINS.left, top + 10);
  doc.y += 10;
  const right = doc.page.width - MARGINS.right;
  for (const { text, page } of places) {
    const y = doc.y;
    doc.font("Helvetica").fontSize(11).fillColor(COLOURS.ink);
    doc.text(text, MARGINS.left, y, { lineBreak: false });
    doc.text(String(page), right - 40, y, { width: 40, align: "right" });
    doc
      .moveTo(MARGINS.left, y + 18)
      .lineTo(right, y + 18)
      .lineWidth(0.5)
      .stroke(COLOURS.line);
    doc.y = y + 25;
  }
}

/** Head and foot are drawn last, when the number of pages is known. */
function drawRunningText(doc, meta) {
  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    // Text below the bottom margin would make pdfkit start another page.
    doc.page.margins.bottom = 0;
    const { width, height } = doc.page;
    const line = width - MARGINS.left - MARGINS.right;
    doc.font("Helvetica").fontSize(8.5).fillColor(COLOURS.soft);
    if (index > 0) {
      doc.text(COMPANY, MARGINS.left, 44, { width: line });
      doc.text(meta.title, MARGINS.left, 44, { width: line, align: "right" });
      doc
        .moveTo(MARGINS.left, 60)
        .lineTo(width - MARGINS.right, 60)
        .lineWidth(0.5)
        .stroke(COLOURS.line);
    }
    doc.text(`${meta.version} | ${meta.valid}`, MARGINS.left, height - 44, { width: line });
    doc.text(`Page ${index + 1} of ${count}`, MARGINS.left, height - 44, {
      width: line,
      align: "right",
    });
  }
}
