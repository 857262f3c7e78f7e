import { readFile } from "node:fs/promises";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import { Flow } from "../_office/flow";
import { openOle, type OleEntry } from "../_office/ole-file";
import { damaged } from "../_office/xml";
import { DocumentBuilder } from "../document-builder";
import { WordProperties } from "./properties";
import { WordFile } from "./word-file";

/** Tables of the file by their place in its list: where notes are referred to, and where each note begins. */
const NOTES = {
  footnotes: { references: 2, bytes: 2, texts: 3 },
  comments: { references: 4, bytes: 30, texts: 5 },
  endnotes: { references: 46, bytes: 2, texts: 47 },
};
const HEADERS = 11;
/** The first stories are the lines between text and notes. */
const NOTE_STORIES = 6;
/** Of each section: header and footer of even, odd and first pages. */
const HEADER_KINDS = ["header", "header", "footer", "footer", "header", "footer"];

/**
 * An old Word document (.doc, Word 6 to 2003): headers once at the start, the text with headings and tables, notes
 * after the paragraph they belong to, text boxes and footers at the end. Deleted and hidden text is not read, comments
 * are on request, macros are not run.
 */
export const parse: Parse = async ({ path, signal, options = DEFAULT_PARSE_OPTIONS }) => {
  const root = openOle(await readFile(path, { signal }), "doc");
  try {
    const builder = readDocument(root, options.comments);
    if (root.children.some(({ name }) => name === "Macros")) builder.warn("macros-not-run");
    return builder.build();
  } catch (error) {
    if (error instanceof RangeError) throw damaged("doc", error);
    throw error;
  }
};

function readDocument(root: OleEntry, comments: boolean): DocumentBuilder {
  const file = new WordFile(root);
  const reader = new TextReader(file, new WordProperties(file));
  const { text, footnotes, headers, comments: remarks, endnotes, boxes } = file.lengths;
  const starts = {
    footnotes: text,
    headers: text + footnotes,
    comments: text + footnotes + headers,
    endnotes: text + footnotes + headers + remarks,
    boxes: text + footnotes + headers + remarks + endnotes,
  };
  const notes = new Map<number, Flow>();
  for (const kind of ["footnotes", "endnotes", "comments"] as const) {
    if (kind === "comments" && !comments) continue;
    const { references, bytes, texts } = NOTES[kind];
    const { positions } = file.positions(texts, 0);
    file
      .positions(references, bytes)
      .positions.slice(0, -1)
      .forEach((position, at) => {
        const [from, to] = [positions[at], positions[at + 1]];
        if (from === undefined || to === undefined || to <= from) return;
        notes.set(position, reader.note(starts[kind] + from, starts[kind] + to));
      });
  }
  const builder = new DocumentBuilder();
  const margins = reader.margins(starts.headers);
  appendOnce(builder, margins.header);
  reader.read({ from: 0, to: text, notes }).appendTo(builder);
  if (boxes > 0) reader.read({ from: starts.boxes, to: starts.boxes + boxes }).appendTo(builder);
  appendOnce(builder, margins.footer);
  return builder;
}

function appendOnce(builder: DocumentBuilder, flows: readonly Flow[] | undefined): void {
  const seen = new Set<string>();
  for (const flow of flows ?? []) {
    const own = new DocumentBuilder();
    flow.appendTo(own);
    const document = own.build();
    if (!seen.has(document.text)) builder.embed(document, 0);
    seen.add(document.text);
  }
}

interface Stretch {
  from: number;
  to: number;
  /** Notes by the character that refers to them. */
  notes?: ReadonlyMap<number, Flow>;
}

class TextReader {
  constructor(
    private readonly file: WordFile,
    private readonly properties: WordProperties,
  ) {}

  note(from: number, to: number): Flow {
    const { text } = this.file.read(from, to);
    const flow = new Flow();
    flow.add(`[${shownText(text).replace(/\s+/g, " ").trim()}]`);
    flow.end();
    return flow;
  }

  margins(start: number): Record<string, Flow[]> {
    const { positions } = this.file.positions(HEADERS, 0);
    const found: Record<string, Flow[]> = {};
    positions.slice(NOTE_STORIES, -1).forEach((from, at) => {
      const kind = HEADER_KINDS[at % HEADER_KINDS.length] ?? "header";
      const to = positions[at + NOTE_STORIES + 1] ?? from;
      if (to > from) (found[kind] ??= []).push(this.read({ from: start + from, to: start + to }));
    });
    return found;
  }

  read({ from, to, notes }: Stretch): Flow {
    const { text, places } = this.file.read(from, to);
    const flow = new Flow();
    const fields: { code: string; result: boolean }[] = [];
    let afterCell = false;
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at] ?? "";
      const place = places[at] ?? 0;
      const wasCell: boolean = afterCell;
      afterCell = false;
      if (character === "\r" || character === "\f" || character === "\x0e") {
        const { inTable, heading } = this.properties.paragraphAt(place);
        flow.paragraph({ inTable, heading });
      } else if (character === "\x07") {
        // Word 6 says nothing of rows here: a cell mark right after another one ends its row.
        const mark = this.properties.paragraphAt(place);
        const rowEnd: boolean = this.file.isOld ? wasCell : mark.rowEnd;
        if (rowEnd) flow.endRow(mark.cellEdges);
        else flow.endCell();
        afterCell = !rowEnd;
      } else if (character === "\x13") fields.push({ code: "", result: false });
      else if (character === "\x14") startResult(fields);
      else if (character === "\x15") {
        const address = /^\s*HYPERLINK\s+"((?:https?|mailto):[^"]+)"/i.exec(
          fields.pop()?.code ?? "",
        );
        if (address?.[1] !== undefined) flow.link(address[1]);
      } else if (this.properties.isShown(place)) {
        const note = notes?.get(from + at);
        if (note) flow.after(note);
        addCharacter(flow, fields, character);
      }
    }
    flow.end();
    return flow;
  }
}

function startResult(fields: { result: boolean }[]): void {
  const field = fields.at(-1);
  if (field) field.result = true;
}

function addCharacter(
  flow: Flow,
  fields: { code: string; result: boolean }[],
  character: string,
): void {
  const field = fields.at(-1);
  if (field && !field.result) field.code += character;
  else if (
    fields.every(({ result }) => result) &&
    !(field && /^\s*(?:PAGE|NUMPAGES)\b/i.test(field.code))
  ) {
    flow.add(plainCharacter(character));
  }
}

/** Line breaks and hyphens have codes of their own; pictures and marks of notes show nothing. */
function plainCharacter(character: string): string {
  if (character === "\v") return "\n";
  if (character === "\x1e") return "-";
  return character < " " && character !== "\t" ? "" : character;
}

/** The text of a note, with the results of its fields. */
function shownText(text: string): string {
  return [...text.replace(/\x13[^\x13-\x15]*(?:\x14|(?=\x15))/g, "")]
    .map((one) => (one === "\r" ? " " : plainCharacter(one)))
    .join("");
}
