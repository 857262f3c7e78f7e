import { z } from "zod/mini";
import { graphSchema, type Graph } from "@/lib/graph/document";

/** Edits the server has not confirmed, kept in the browser until it has, so that a closed tab loses nothing. */
export interface JournalEntry {
  /** What the server had when the edits began. */
  readonly base: { readonly graph: Graph; readonly revision: number };
  /** The graph with the edits. */
  readonly graph: Graph;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const entrySchema = z.object({
  base: z.object({ graph: graphSchema, revision: z.int() }),
  graph: graphSchema,
  at: z.number(),
});

type KeyValueStore = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface Journal {
  write(entry: JournalEntry): void;
  /** Forgets the edits made on that revision. */
  clear(revision: number): void;
  /** The newest edits that never arrived, or null. */
  read(): JournalEntry | null;
}

/** A journal of one workflow, one entry for each revision edited. Storage that is full or forbidden is no error. */
export function openJournal(workflowId: string, storage: KeyValueStore): Journal {
  const prefix = `groundwork.unsent.${workflowId}.`;
  return {
    write(entry) {
      try {
        storage.setItem(prefix + entry.base.revision, JSON.stringify(entry));
      } catch {
        // The edits are still in the page and on their way to the server.
      }
    },
    clear: (revision) => storage.removeItem(prefix + revision),
    read() {
      const entries = keysOf(storage)
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => parseEntry(storage.getItem(key)) ?? []);
      return entries.sort((a, b) => b.at - a.at)[0] ?? null;
    },
  };
}

function keysOf(storage: KeyValueStore): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
}

function parseEntry(text: string | null): JournalEntry | null {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(text ?? ""));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
