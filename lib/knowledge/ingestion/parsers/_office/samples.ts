import { utils, write } from "@e965/xlsx";
import type { Format } from "../_contract/parser";
import { makeOle, makePackage, makeZip, type OleTree } from "./testing";

/** Small files for tests, each as its format's own programs would write it. */

const MAIN = "application/vnd.openxmlformats-officedocument.";

/** A workbook of one or more sheets, each given by the XML of its rows. */
export function makeXlsx(
  sheets: Readonly<Record<string, string>>,
  more: { strings?: string; styles?: string; workbook?: string; after?: string } = {},
): Buffer {
  const names = Object.keys(sheets);
  const list = names.map((name, at) => {
    const [shown = "", state] = name.split("|");
    return `<sheet name="${shown}" sheetId="${String(at + 1)}" ${state ? `state="${state}"` : ""} r:id="rId${String(at + 1)}"/>`;
  });
  const parts = Object.fromEntries(
    names.map((name, at) => [
      `xl/worksheets/sheet${String(at + 1)}.xml`,
      `<worksheet><sheetData>${sheets[name] ?? ""}</sheetData>${more.after ?? ""}</worksheet>`,
    ]),
  );
  return makePackage(
    { part: "xl/workbook.xml", type: `${MAIN}spreadsheetml.sheet.main+xml` },
    {
      "xl/workbook.xml": `<workbook>${more.workbook ?? ""}<sheets>${list.join("")}</sheets></workbook>`,
      ...(more.strings ? { "xl/sharedStrings.xml": `<sst>${more.strings}</sst>` } : {}),
      ...(more.styles ? { "xl/styles.xml": `<styleSheet>${more.styles}</styleSheet>` } : {}),
      ...parts,
    },
    {
      "xl/workbook.xml": [
        ...names.map(
          (_, at) =>
            [`rId${String(at + 1)}`, "worksheet", `worksheets/sheet${String(at + 1)}.xml`] as const,
        ),
        ["rIdS", "sharedStrings", "sharedStrings.xml"],
        ["rIdT", "styles", "styles.xml"],
      ].map(([id = "", type = "", target = ""]) => [id, type, target] as [string, string, string]),
    },
  );
}

/** Rows of inline strings and numbers. */
export function sheetRows(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) =>
    value === null
      ? "<c/>"
      : typeof value === "number"
        ? `<c><v>${String(value)}</v></c>`
        : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  return rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
}

/** A presentation of slides given by the XML of their shapes. */
export function makePptx(
  slides: readonly string[],
  extra: { parts?: Record<string, string>; links?: Parameters<typeof makePackage>[2] } = {},
): Buffer {
  const ids = slides.map(
    (_, at) => `<p:sldId id="${String(256 + at)}" r:id="rId${String(at + 1)}"/>`,
  );
  const parts = Object.fromEntries(
    slides.map((shapes, at) => [
      `ppt/slides/slide${String(at + 1)}.xml`,
      `<p:sld><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`,
    ]),
  );
  return makePackage(
    { part: "ppt/presentation.xml", type: `${MAIN}presentationml.presentation.main+xml` },
    {
      "ppt/presentation.xml": `<p:presentation><p:sldIdLst>${ids.join("")}</p:sldIdLst></p:presentation>`,
      ...parts,
      ...extra.parts,
    },
    {
      "ppt/presentation.xml": slides.map((_, at) => [
        `rId${String(at + 1)}`,
        "slide",
        `slides/slide${String(at + 1)}.xml`,
      ]),
      ...extra.links,
    },
  );
}

/** A shape of a slide with lines of text. */
export function shape(lines: readonly string[], placeholder?: string): string {
  const ph = placeholder ? `<p:nvPr><p:ph type="${placeholder}"/></p:nvPr>` : "<p:nvPr/>";
  const text = lines.map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`).join("");
  return `<p:sp><p:nvSpPr>${ph}</p:nvSpPr><p:txBody>${text}</p:txBody></p:sp>`;
}

/** A document of OpenOffice by the XML of its body. */
export function makeOpenDocument(
  kind: "text" | "spreadsheet" | "presentation",
  body: string,
  { styles = "", automatic = "" }: { styles?: string; automatic?: string } = {},
): Buffer {
  return makeZip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    "content.xml": `<office:document-content><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    "styles.xml": `<office:document-styles>${styles}</office:document-styles>`,
  });
}

/** An e-book of chapters given by the body of their pages. */
export function makeEpub(
  chapters: Readonly<Record<string, string>>,
  more: Record<string, string> = {},
) {
  const names = Object.keys(chapters);
  const items = names.map(
    (name) => `<item id="${name}" href="${name}.xhtml" media-type="application/xhtml+xml"/>`,
  );
  const refs = names.map((name) => `<itemref idref="${name}"/>`);
  const pages = Object.fromEntries(
    names.map((name) => [
      `OPS/${name}.xhtml`,
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${chapters[name] ?? ""}</body></html>`,
    ]),
  );
  return makeZip({
    mimetype: "application/epub+zip",
    "META-INF/container.xml":
      '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    "OPS/book.opf": `<package><metadata><dc:title>Handbook</dc:title></metadata><manifest>${items.join("")}<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine>${refs.join("")}</spine></package>`,
    "OPS/toc.ncx": `<ncx><navMap>${names.map((name) => `<navPoint><navLabel><text>Chapter ${name}</text></navLabel><content src="${name}.xhtml"/></navPoint>`).join("")}</navMap></ncx>`,
    ...pages,
    ...more,
  });
}

/** An old workbook with these rows. */
export function makeXls(rows: readonly (readonly (string | number)[])[]): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), "Fees");
  return Buffer.from(write(book, { type: "buffer", bookType: "biff8" }) as Uint8Array);
}

export interface MsgFile {
  subject: string;
  body?: string;
  /** Properties of text by number, e.g. "0c1a". */
  more?: Readonly<Record<string, string>>;
  streams?: OleTree;
}

/** A message of Outlook. */
export function makeMsg({ subject, body = "", more = {}, streams = {} }: MsgFile): Buffer {
  return makeOle(msgTree({ subject, body, more, streams }));
}

export function msgTree({ subject, body = "", more = {}, streams = {} }: MsgFile): OleTree {
  const texts = Object.entries({ "0037": subject, "1000": body, ...more }).map(([id, text]) => [
    `__substg1.0_${id.toUpperCase()}001F`,
    Buffer.from(text, "utf16le"),
  ]);
  return {
    "__properties_version1.0": Buffer.alloc(32),
    ...(Object.fromEntries(texts) as OleTree),
    ...streams,
  };
}

/** An old presentation: of each slide the title and a text box. */
export function makePpt(slides: readonly { title: string; box: string }[]): Buffer {
  const list = slides.flatMap(({ title }, at) => [
    record(0x03f3, uint32(at + 2, 0, 0, 256 + at, 0)),
    record(0x0f9f, uint32(0)),
    record(0x0fa0, Buffer.from(title, "utf16le")),
  ]);
  const parts = [
    container(0x03e8, [container(0x0ff0, list)]),
    ...slides.map(({ box }) =>
      container(0x03ee, [
        record(0x03ef, Buffer.alloc(24)),
        container(0x040c, [
          container(0xf00d, [record(0x0f9e, uint32(0))]),
          container(0xf00d, [
            record(0x0f9f, uint32(4)),
            record(0x0fa8, Buffer.from(box, "latin1")),
          ]),
        ]),
      ]),
    ),
  ];
  let at = 0;
  const places = parts.map((part) => (at += part.length) - part.length);
  const directory = record(0x1772, uint32((parts.length << 20) | 1, ...places));
  const edit = record(0x0ff5, uint32(0, 0, 0, at, 1, 0, 0));
  const stream = Buffer.concat([...parts, directory, edit]);
  return makeOle({
    "PowerPoint Document": stream,
    "Current User": record(0x0ff6, uint32(20, 0xe391c05f, at + directory.length)),
  });
}

function record(type: number, data: Uint8Array, version = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(version, 0);
  head.writeUInt16LE(type, 2);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

const container = (type: number, children: readonly Uint8Array[]) =>
  record(type, Buffer.concat(children), 15);

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value >>> 0, at * 4));
  return bytes;
}

/** An old Word document: text in one piece, some of it in tables' cells ("\x07"). */
export function makeDoc(text: string, { flags = 0 }: { flags?: number } = {}): Buffer {
  const main = Buffer.alloc(1024);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0xc1, 2);
  main.writeUInt16LE(0x0200 | flags, 10);
  main.writeUInt32LE(text.length, 76);
  const pieces = Buffer.concat([
    Buffer.from([2]),
    uint32(16),
    uint32(0, text.length),
    Buffer.alloc(8),
  ]);
  pieces.writeUInt32LE(main.length, 15);
  main.writeUInt32LE(0, 154 + 33 * 8);
  main.writeUInt32LE(pieces.length, 158 + 33 * 8);
  return makeOle({
    WordDocument: Buffer.concat([main, Buffer.from(text, "utf16le")]),
    "1Table": pieces,
  });
}

const mail =
  "From: Ann <ann@x.test>\r\nTo: bob@x.test\r\nSubject: Fees\r\nDate: Mon, 3 Feb 2025 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\r\nSome text.\r\n";

/** A small file of each of these formats. */
export const officeSamples = {
  doc: async () => makeDoc("Handbook\rSome text, caf\u00e9.\r"),
  pptx: async () => makePptx([shape(["Handbook"], "title") + shape(["one", "two"])]),
  ppt: async () => makePpt([{ title: "Handbook", box: "Some text" }]),
  xlsx: async () =>
    makeXlsx({
      Fees: sheetRows([
        ["Plan", "Fee"],
        ["Basic", 5],
      ]),
    }),
  xls: async () =>
    makeXls([
      ["Plan", "Fee"],
      ["Basic", 5],
    ]),
  odt: async () =>
    makeOpenDocument(
      "text",
      '<text:h text:outline-level="1">Handbook</text:h><text:p>Some text.</text:p>',
    ),
  ods: async () =>
    makeOpenDocument(
      "spreadsheet",
      '<table:table table:name="Fees"><table:table-row><table:table-cell><text:p>Plan</text:p></table:table-cell></table:table-row></table:table>',
    ),
  odp: async () =>
    makeOpenDocument(
      "presentation",
      '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Handbook</text:p></draw:text-box></draw:frame></draw:page>',
    ),
  rtf: async () => "{\\rtf1\\ansi\\ansicpg1252 Handbook, caf\\'e9\\par Some text.\\par}",
  epub: async () => makeEpub({ one: "<p>Some text.</p>" }),
  eml: async () => mail,
  msg: async () => makeMsg({ subject: "Fees", body: "Some text." }),
  zip: async () => makeZip({ "a/notes.txt": "Some text.", "mail.eml": mail }),
} satisfies Partial<Record<Format, () => Promise<string | Uint8Array>>>;
