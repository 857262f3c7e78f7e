import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { openOle, oleStream } from "../_office/ole-file";
import { damaged } from "../_office/xml";
import { DocumentBuilder } from "../document-builder";
import { childrenOf, descendants, type PptRecord, recordAt } from "./records";

const TYPE = {
  slideList: 0x0ff0,
  slidePersist: 0x03f3,
  slideAtom: 0x03ef,
  textHeader: 0x0f9f,
  textChars: 0x0fa0,
  textBytes: 0x0fa8,
  outlineRef: 0x0f9e,
  clientTextbox: 0xf00d,
  userEdit: 0x0ff5,
};
const ENCRYPTED = 0xf3d1c4df;
const TITLES = new Set([0, 6]);
const NOTES_TEXT = 2;
const OTHER_TEXT = 4;
const MAX_EDITS = 10_000;
const SLIDES = 0;
const NOTES = 2;

interface Text {
  /** Whether it is a title, a body, notes …; PowerPoint's own numbers. */
  kind: number;
  text: string;
}
interface ListedSlide {
  place: number;
  slideId: number;
  /** Texts of the outline, which the slide's shapes refer to by their place. */
  texts: Text[];
}

/** An old presentation (.ppt): its slides in order, each with title, text boxes and the speaker's notes. */
export const parse: Parse = async ({ path, signal }) => {
  const root = openOle(await readFile(path, { signal }), "ppt");
  const stream = oleStream(root, "PowerPoint Document");
  const user = oleStream(root, "Current User");
  if (!stream || !user) throw damaged("ppt");
  try {
    if (user.readUInt32LE(12) === ENCRYPTED) {
      throw new AppError("ingestion.password", "bad-request", { params: { format: "ppt" } });
    }
    return readSlides(stream, user.readUInt32LE(16)).build();
  } catch (error) {
    if (error instanceof RangeError) throw damaged("ppt", error);
    throw error;
  }
};

function readSlides(stream: Buffer, lastEdit: number): DocumentBuilder {
  const { places, document } = readPlaces(stream, lastEdit);
  const main = recordAt(stream, placeOf(places, document));
  const notes = new Map(listed(main, NOTES).map((one) => [one.slideId, one.place]));
  const builder = new DocumentBuilder();
  listed(main, SLIDES).forEach(({ place, texts }, index) => {
    const slide = recordAt(stream, placeOf(places, place));
    builder.section({ kind: "slide", number: index + 1 }, () => {
      appendTexts(builder, textsOf(slide, texts));
      const [atom] = descendants(slide, TYPE.slideAtom);
      const notesPlace = atom && notes.get(atom.data.readUInt32LE(16));
      if (notesPlace === undefined) return;
      const spoken = textsOf(recordAt(stream, placeOf(places, notesPlace)), []);
      appendTexts(
        builder,
        spoken.filter(({ kind }) => kind === NOTES_TEXT),
      );
    });
  });
  return builder;
}

/** Where the present version of each part begins: every saving adds the parts that changed. */
function readPlaces(
  stream: Buffer,
  lastEdit: number,
): { places: Map<number, number>; document: number } {
  const places = new Map<number, number>();
  let document = 0;
  let at = lastEdit;
  for (let edit = 0; at > 0 || edit === 0; edit += 1) {
    const { type, data } = recordAt(stream, at);
    if (type !== TYPE.userEdit || edit > MAX_EDITS) throw new RangeError("no edit");
    if (edit === 0) document = data.readUInt32LE(16);
    addPlaces(places, recordAt(stream, data.readUInt32LE(12)).data);
    at = data.readUInt32LE(8);
  }
  return { places, document };
}

/** Runs of numbers: the first number and how many, then a place for each. */
function addPlaces(places: Map<number, number>, directory: Buffer): void {
  for (let at = 0; at + 4 <= directory.length;) {
    const head = directory.readUInt32LE(at);
    at += 4;
    for (let number = head & 0xfffff; number < (head & 0xfffff) + (head >>> 20); number += 1) {
      if (!places.has(number)) places.set(number, directory.readUInt32LE(at));
      at += 4;
    }
  }
}

function placeOf(places: ReadonlyMap<number, number>, number: number): number {
  const place = places.get(number);
  if (place === undefined) throw new RangeError("no such part");
  return place;
}

/** The slides, or notes, of the outline. */
function listed(main: PptRecord, instance: number): ListedSlide[] {
  const list = childrenOf(main).find(
    (one) => one.type === TYPE.slideList && one.instance === instance,
  );
  const slides: ListedSlide[] = [];
  let kind = OTHER_TEXT;
  for (const record of list ? childrenOf(list) : []) {
    if (record.type === TYPE.slidePersist) {
      const slideId = record.data.readUInt32LE(12);
      slides.push({ place: record.data.readUInt32LE(0), slideId, texts: [] });
    } else if (record.type === TYPE.textHeader) {
      kind = record.data.readUInt32LE(0);
      slides.at(-1)?.texts.push({ kind, text: "" });
    } else {
      const last = slides.at(-1)?.texts.at(-1);
      if (last) last.text += atomText(record);
    }
  }
  return slides;
}

/** What the shapes of a slide say; texts of the outline that no shape shows come last. */
function textsOf(slide: PptRecord, outline: readonly Text[]): Text[] {
  const shown = new Set<Text>();
  const texts = descendants(slide, TYPE.clientTextbox).map((box) => {
    const text: Text = { kind: OTHER_TEXT, text: "" };
    for (const record of childrenOf(box)) {
      if (record.type === TYPE.textHeader) text.kind = record.data.readUInt32LE(0);
      text.text += atomText(record);
      const referred =
        record.type === TYPE.outlineRef ? outline[record.data.readUInt32LE(0)] : undefined;
      if (!referred) continue;
      shown.add(referred);
      return referred;
    }
    return text;
  });
  return [...texts, ...outline.filter((text) => !shown.has(text))];
}

function atomText({ type, data }: PptRecord): string {
  if (type === TYPE.textChars) return data.toString("utf16le");
  return type === TYPE.textBytes ? data.toString("latin1") : "";
}

function appendTexts(builder: DocumentBuilder, texts: readonly Text[]): void {
  const title = texts.find(({ kind, text }) => TITLES.has(kind) && text.trim() !== "");
  if (title) builder.heading(1, title.text.replace(/[\r\v]/g, " "));
  for (const text of texts) {
    // A lone star stands for the number or date that PowerPoint fills in.
    if (text !== title && text.text.trim() !== "*")
      builder.paragraph(text.text.replace(/\v/g, "\n"));
  }
}
