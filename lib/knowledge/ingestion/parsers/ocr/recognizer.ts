import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Worker } from "tesseract.js";
import { AppError } from "@/lib/errors/app-error";
import type { PageBox } from "../_contract/parser";
import { languageFile } from "./language-data";
import { pictureSize } from "./picture-size";

/** A paragraph that was read from a picture; its box is in fractions of the picture. */
export interface RecognizedParagraph {
  text: string;
  box: PageBox;
}

export interface Recognition {
  paragraphs: RecognizedParagraph[];
  /** How sure tesseract is of it, 0 to 100. */
  confidence: number;
}

export interface Recognizer {
  /** Reads a PNG, JPEG, WebP or BMP picture. Throws `ingestion.damaged` or `ingestion.picture-too-large`. */
  read(picture: Buffer): Promise<Recognition>;
  close(): Promise<void>;
}

/** Larger pictures take more memory than a parser may have: tesseract holds four bytes a pixel several times. */
const MAX_PIXELS = 40_000_000;
/** Below this a paragraph is dirt on the paper rather than text. */
const MIN_CONFIDENCE = 30;

/**
 * Starts tesseract with these languages, from data on this machine. Throws `ingestion.ocr-language` for a language
 * whose data isn't there.
 */
export async function openRecognizer(languages: readonly string[]): Promise<Recognizer> {
  const files = await Promise.all(languages.map(languageFile));
  const { createWorker, OEM } = await import("tesseract.js");
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-ocr-"));
  try {
    // tesseract.js takes one folder for all languages.
    for (const [index, file] of files.entries())
      await symlink(file, path.join(folder, `${languages[index] ?? ""}.traineddata`));
    const worker = await createWorker([...languages], OEM.LSTM_ONLY, {
      langPath: folder,
      gzip: false,
      cacheMethod: "none",
      // Without it an error in the worker's thread ends the process.
      errorHandler: () => undefined,
    });
    return {
      read: (picture) => readPicture(worker, picture),
      close: async () => void (await worker.terminate()),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readPicture(worker: Worker, picture: Buffer): Promise<Recognition> {
  const size = pictureSize(picture);
  if (!size || size.width < 1 || size.height < 1) throw damaged(null);
  if (size.width * size.height > MAX_PIXELS)
    throw new AppError("ingestion.picture-too-large", "too-large", {
      params: { megapixels: MAX_PIXELS / 1e6 },
    });
  const { data } = await worker
    .recognize(picture, { rotateAuto: true }, { blocks: true, text: false })
    .catch((error: unknown) => {
      throw damaged(error);
    });
  const paragraphs = (data.blocks ?? [])
    .flatMap((block) => block.paragraphs)
    .filter(({ confidence, text }) => confidence >= MIN_CONFIDENCE && text.trim() !== "")
    .map(({ lines, bbox }) => ({
      text: joinLines(lines.map((line) => line.text.trim())),
      box: {
        left: bbox.x0 / size.width,
        top: bbox.y0 / size.height,
        width: (bbox.x1 - bbox.x0) / size.width,
        height: (bbox.y1 - bbox.y0) / size.height,
      },
    }));
  return { paragraphs, confidence: data.confidence };
}

/** Lines of a paragraph as one, with words that were broken at the end of a line in one piece. */
function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (text === "") return line;
    return /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line)
      ? text.slice(0, -1) + line
      : `${text} ${line}`;
  }, "");
}

function damaged(cause: unknown): AppError {
  return new AppError("ingestion.damaged", "bad-request", { params: { format: "image" }, cause });
}
