import { useEffect, useRef, useState } from "preact/hooks";
import type { Session } from "../client/session";
import type { Shown } from "./conversation";
import { Files, type ShownFile } from "./files";

/** The files of a conversation that takes some. */
export interface TakenFiles {
  readonly shown: readonly ShownFile[];
  readonly onAdd: (files: Iterable<File>) => void;
  readonly onRemove: (file: ShownFile) => void;
}

/** The files of the conversation, and dropping more onto the panel; null where none are taken. */
export function useFiles(session: Session, { look, phase }: Shown) {
  const [list, setList] = useState<readonly ShownFile[]>([]);
  const [over, setOver] = useState(false);
  const files = useRef<Files | null>(null);
  files.current ??= new Files(session, setList);
  const taken = phase === "open" && look?.files === true;
  useEffect(() => {
    if (!taken) {
      files.current?.clear();
      return;
    }
    files.current?.refresh().catch(() => undefined);
    return () => files.current?.close();
  }, [taken]);
  if (!taken) return null;
  return {
    shown: list,
    over,
    onAdd: (added: Iterable<File>) => files.current?.add(added),
    onRemove: (file: ShownFile) => {
      files.current?.remove(file).catch(() => undefined);
    },
    dropping: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => {
        setOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(false);
        files.current?.add([...event.dataTransfer.files]);
      },
    },
  };
}
