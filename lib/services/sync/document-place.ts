import { uploadInput } from "../document/insert-upload";

const LONGEST_NAME = 200;
const LONGEST_FOLDER = 1000;

/** Name and folder of an item as its document has them: shown, never used as a path. */
export function documentPlace({
  name,
  folder,
  extension,
}: {
  name: string;
  folder: string;
  /** Of the form in which its content came, where that is no file of its own; "" otherwise. */
  extension: string;
}): { name: string; folder: string } {
  const shown = (name.trim() === "" ? "?" : name.trim()) + extension;
  return {
    name: shown.length <= LONGEST_NAME ? shown : `${shown.slice(0, 150)}…${shown.slice(-49)}`,
    folder: uploadInput.shape.folder.unwrap().parse(folder.slice(0, LONGEST_FOLDER)),
  };
}
