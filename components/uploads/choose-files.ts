import { MAX_FILE_BYTES } from "@/lib/knowledge/files/limits";
import { endingOf, looksLikeText, looksReadable } from "@/lib/knowledge/files/readable";
import { foundIn, type FoundFile } from "./found-files";
import { SendError } from "./send-body";

/** A file somebody wants to add. */
export interface ChosenFile {
  file: File;
  /** The folder it was in, "a/b"; "" for none. */
  folder: string;
  /** Why it is left out, found before anything is sent; null when nothing speaks against it. */
  problem: SendError | null;
}

/** Enough to tell text from anything else. */
const LOOK_BYTES = 4096;
/** Files looked into at the same time. */
const AT_ONCE = 50;

/** The files of a drop or of a file dialog, those in folders too. Call it in the event's own handler. */
export async function filesOf(
  event: Event,
  onFound: (count: number) => void,
): Promise<ChosenFile[]> {
  return chooseFiles(await foundIn(event, onFound));
}

/** Sorts out what can't be read, each with its reason. */
export async function chooseFiles(files: readonly FoundFile[]): Promise<ChosenFile[]> {
  const chosen: ChosenFile[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE).map(async ({ file, folder, unreadable }) => {
      const problem = unreadable ? new SendError("client.file-changed") : await problemOf(file);
      return { file, folder, problem };
    });
    chosen.push(...(await Promise.all(some)));
  }
  return chosen;
}

async function problemOf(file: File): Promise<SendError | null> {
  if (file.size === 0) return new SendError("document.empty");
  if (file.size > MAX_FILE_BYTES) {
    return new SendError("client.file-too-large", { gigabytes: MAX_FILE_BYTES / 1024 ** 3 });
  }
  if (looksReadable(file.name)) return null;
  const start = await file
    .slice(0, LOOK_BYTES)
    .arrayBuffer()
    .catch(() => null);
  if (start === null) return new SendError("client.file-changed");
  if (looksLikeText(new Uint8Array(start))) return null;
  return new SendError("ingestion.unsupported", { found: endingOf(file.name) || "binary" });
}
