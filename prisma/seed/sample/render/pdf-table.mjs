import { COLOURS } from "./brand.mjs";

const FONT_SIZE = 9.5;
const PAD_X = 6;
const PAD_Y = 4.5;

const HEADER_LOOK = { font: "Helvetica-Bold", colour: "#ffffff", fill: COLOURS.brand };
const ROW_LOOK = { font: "Helvetica", colour: COLOURS.ink, fill: null };
const STRIPE_LOOK = { ...ROW_LOOK, fill: COLOURS.wash };

/**
 * Draws a table at the present position and moves below it. A table that fits on a page is never
 * split; a longer one repeats its header. `ensureSpace(height)` must start a new page when needed.
 *
 * @param {PDFKit.PDFDocument} doc
 * @param {{ header: string[], rows: string[][] }} table
 * @param {(height: number) => boolean} ensureSpace true when it started a new page
 */
export function drawTable(doc, { header, rows }, ensureSpace) {
  const left = doc.page.margins.left;
  const { widths, headerHeight, heights, unbroken } = measureTable(doc, { header, rows });
  const drawHeader = () =>
    drawRow(doc, header, { widths, height: headerHeight, left, look: HEADER_LOOK });

  ensureSpace(unbroken);
  drawHeader();
  rows.forEach((row, index) => {
    if (ensureSpace(heights[index])) drawHeader();
    const look = index % 2 ? STRIPE_LOOK : ROW_LOOK;
    drawRow(doc, row, { widths, height: heights[index], left, look });
  });
  doc.x = left;
  doc.y += 12;
}

/**
 * @returns all lengths in points; `unbroken` is the height that must be free where the table
 *   starts: the whole table, or three header heights when it is longer than a page.
 */
export function measureTable(doc, { header, rows }) {
  const widths = columnWidths(doc, { header, rows });
  const heights = rows.map((row) => rowHeight(doc, row, { widths, font: ROW_LOOK.font }));
  const headerHeight = rowHeight(doc, header, { widths, font: HEADER_LOOK.font });
  const whole = heights.reduce((sum, height) => sum + height, headerHeight);
  const usable = doc.page.height - doc.page.margins.top - doc.page.margins.bottom;
  return { widths, headerHeight, heights, unbroken: whole <= usable ? whole : headerHeight * 3 };
}

function drawRow(doc, row, { widths, height, left, look }) {
  const top = doc.y;
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (look.fill) doc.rect(left, top, total, height).fill(look.fill);
  doc.font(look.font).fontSize(FONT_SIZE).fillColor(look.colour);
  let x = left;
  row.forEach((text, column) => {
    doc.text(text, x + PAD_X, top + PAD_Y, { width: widths[column] - 2 * PAD_X });
    x += widths[column];
  });
  const bottom = top + height;
  doc
    .moveTo(left, bottom)
    .lineTo(left + total, bottom)
    .lineWidth(0.5)
    .stroke(COLOURS.line);
  doc.y = bottom;
}

function rowHeight(doc, row, { widths, font }) {
  doc.font(font).fontSize(FONT_SIZE);
  const tallest = Math.max(
    ...row.map((text, column) => doc.heightOfString(text, { width: widths[column] - 2 * PAD_X })),
  );
  return tallest + 2 * PAD_Y;
}

/**
 * Widths that fill the line. When the text does not fit, columns narrower than an equal share keep
 * their natural width and the wide ones divide the rest in proportion.
 */
function columnWidths(doc, { header, rows }) {
  const available = doc.page.width - doc.page.margins.left - doc.page.margins.right;
  const measure = (row, font) => {
    doc.font(font).fontSize(FONT_SIZE);
    return row.map((text) => doc.widthOfString(text) + 2 * PAD_X + 2);
  };
  const measured = [
    measure(header, HEADER_LOOK.font),
    ...rows.map((row) => measure(row, ROW_LOOK.font)),
  ];
  const natural = header.map((_, column) => Math.max(...measured.map((row) => row[column])));
  const total = natural.reduce((sum, width) => sum + width, 0);
  if (total <= available) return natural.map((width) => (width * available) / total);
  const share = available / natural.length;
  const narrow = natural.filter((width) => width <= share).reduce((sum, width) => sum + width, 0);
  const wide = total - narrow;
  return natural.map((width) => (width <= share ? width : (width * (available - narrow)) / wide));
}
