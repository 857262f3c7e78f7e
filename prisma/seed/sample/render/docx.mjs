import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { COLOURS, COMPANY, MADE_AT } from "./brand.mjs";

const hex = (colour) => colour.slice(1);
const small = (children, alignment) =>
  new Paragraph({
    alignment,
    children: [new TextRun({ children, size: 17, color: hex(COLOURS.soft) })],
  });

/** @param {{ meta: import("./source.mjs").Meta, blocks: import("./source.mjs").Block[] }} source */
export async function renderDocx(source) {
  return withFixedClock(() => Packer.toBuffer(buildDocument(source)));
}

/** docx and its zip writer stamp files with the present time and offer no option for it. */
async function withFixedClock(work) {
  const RealDate = globalThis.Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length > 0 ? args : [MADE_AT.getTime()]));
    }
    static now() {
      return MADE_AT.getTime();
    }
  };
  try {
    return await work();
  } finally {
    globalThis.Date = RealDate;
  }
}

function buildDocument({ meta, blocks }) {
  let listNumber = 0;
  const body = blocks.flatMap((block) => {
    if (block.kind === "steps") listNumber += 1;
    return renderBlock(block, listNumber);
  });
  return new Document({
    creator: meta.owner,
    lastModifiedBy: meta.owner,
    title: meta.title,
    description: meta.subtitle,
    styles: documentStyles(),
    numbering: { config: [{ reference: "steps", levels: [stepLevel()] }] },
    sections: [
      {
        properties: { page: { margin: { top: 1300, bottom: 1200, left: 1250, right: 1250 } } },
        headers: { default: new Header({ children: [small([`${COMPANY} | ${meta.title}`])] }) },
        footers: {
          default: new Footer({ children: [small(footerText(meta), AlignmentType.RIGHT)] }),
        },
        children: [...titleBlock(meta), ...body],
      },
    ],
  });
}

const footerText = (meta) => [
  `${meta.version} | ${meta.valid} | Page `,
  PageNumber.CURRENT,
  " of ",
  PageNumber.TOTAL_PAGES,
];

const stepLevel = () => ({
  level: 0,
  format: "decimal",
  text: "%1.",
  style: { paragraph: { indent: { left: 500, hanging: 360 } } },
});

function documentStyles() {
  const heading = (size, before) => ({
    run: { size, bold: true, color: hex(COLOURS.brand), font: "Calibri" },
    paragraph: { spacing: { before, after: 100 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: "Calibri", size: 22, color: hex(COLOURS.ink) },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      title: heading(52, 0),
      heading1: heading(30, 340),
      heading2: heading(24, 220),
    },
  };
}

function titleBlock(meta) {
  const about = `${meta.owner} | ${meta.version} | ${meta.valid}`;
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(meta.title)] }),
    new Paragraph({
      children: [new TextRun({ text: meta.subtitle, size: 26, color: hex(COLOURS.soft) })],
    }),
    new Paragraph({
      border: {
        bottom: { style: BorderStyle.SINGLE, size: 12, color: hex(COLOURS.brand), space: 6 },
      },
      children: [new TextRun({ text: about, size: 19, color: hex(COLOURS.soft) })],
    }),
  ];
}

/** @returns {(Paragraph | Table)[]} `listNumber` makes every numbered list start again at 1. */
function renderBlock(block, listNumber) {
  switch (block.kind) {
    case "heading": {
      const heading = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
      return [new Paragraph({ heading, children: [new TextRun(block.text)] })];
    }
    case "paragraph":
      return [new Paragraph(block.text)];
    case "bullets":
      return block.items.map((text) => new Paragraph({ text, bullet: { level: 0 } }));
    case "steps":
      return block.items.map(
        (text) =>
          new Paragraph({
            text,
            numbering: { reference: "steps", level: 0, instance: listNumber },
          }),
      );
    case "table":
      return [renderTable(block), new Paragraph({ spacing: { after: 60 } })];
    default:
      throw new Error(`Unknown block "${block.kind}".`);
  }
}

function renderTable({ header, rows }) {
  const edge = { style: BorderStyle.SINGLE, size: 4, color: hex(COLOURS.line) };
  const cell = (text, isHeader) =>
    new TableCell({
      margins: { top: 60, bottom: 60, left: 110, right: 110 },
      borders: { top: edge, bottom: edge, left: edge, right: edge },
      shading: isHeader
        ? { type: ShadingType.CLEAR, color: "auto", fill: hex(COLOURS.wash) }
        : undefined,
      children: [
        new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text, bold: isHeader })] }),
      ],
    });
  const row = (texts, isHeader) =>
    new TableRow({
      // An explicit "false" is read as "true" by mammoth, which looks only for the element.
      tableHeader: isHeader || undefined,
      cantSplit: true,
      children: texts.map((text) => cell(text, isHeader)),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(header, true), ...rows.map((texts) => row(texts, false))],
  });
}
