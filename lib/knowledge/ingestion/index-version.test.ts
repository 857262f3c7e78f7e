import { describe, expect, it } from "vitest";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import type { NewPassage } from "@/lib/vector-stores/_contract/passage-store";
import { passageTitles } from "../passage-titles";
import { BATCH_SIZE, indexVersion, type IndexingPorts, type Progress } from "./index-version";

const text = Array.from(
  { length: 4 * BATCH_SIZE },
  (_, at) => `Rule ${String(at)} says something of its own.`,
).join(" ");
const version = {
  sourceId: "s",
  documentId: "d",
  versionId: "v",
  documentName: "travel_policy.pdf",
  document: { text, structure: [] },
  chunking: { strategy: "sentences", unit: "tokens", size: 10, overlap: 0 } as const,
  corrections: [],
};

/** A store in memory that can die after some batches. */
function memory(
  options: {
    failAfter?: number;
    embedder?: Embedder;
    signal?: AbortSignal;
    /** Passages of an older version in the same index. */
    older?: Iterable<NewPassage>;
  } = {},
) {
  const older = [...(options.older ?? [])];
  const rows = new Map<number, NewPassage>();
  const progress: Progress[] = [];
  let embedded = 0;
  let batches = 0;
  const inner = options.embedder ?? builtInRuntime.embeddings();
  const ports = (): IndexingPorts => ({
    embedder: {
      ...inner,
      embed: (texts, how) => {
        embedded += texts.length;
        return inner.embed(texts, how);
      },
    },
    stored: async () =>
      [...rows.values()].map((row) => ({
        id: String(row.ordinal),
        ordinal: row.ordinal,
        start: row.start,
        end: row.end,
        page: row.page,
        headings: [],
        embedHash: row.embedHash,
        correctionId: row.correctionId,
        parent: null,
      })),
    vectorsOf: async (hashes) => {
      const known = [...older, ...rows.values()].filter((row) => hashes.includes(row.embedHash));
      return new Map(known.map((row) => [row.embedHash, row.embedding]));
    },
    put: async ({ passages, stale, progress: now }) => {
      batches += 1;
      if (options.failAfter !== undefined && batches > options.failAfter) throw new Error("killed");
      for (const ordinal of stale) rows.delete(ordinal);
      for (const row of passages) rows.set(row.ordinal, row);
      progress.push(now);
    },
    signal: options.signal ?? new AbortController().signal,
  });
  return {
    rows,
    progress,
    ports,
    revive: () => (options.failAfter = undefined),
    embedded: () => embedded,
  };
}

/** A passage as a correction leaves it for the time until the real one is embedded. */
async function standInFor(words: string): Promise<[NewPassage]> {
  const made = memory();
  await indexVersion({ ...version, document: { text: words, structure: [] } }, made.ports());
  const passage = made.rows.get(0);
  if (!passage) throw new Error("no passage");
  return [{ ...passage, ordinal: -1, embedHash: "" }];
}

describe("indexVersion", () => {
  it("stores every passage in batches and tells the progress", async () => {
    const store = memory();
    const { passages: total } = await indexVersion(version, store.ports());
    expect(store.rows.size).toBe(total);
    expect(store.progress[0]).toEqual({ done: BATCH_SIZE, total });
    expect(store.progress.at(-1)).toEqual({ done: total, total });
    expect(store.rows.get(3)).toMatchObject({ titles: ["travel policy"], versionId: "v" });
    expect(store.rows.get(3)?.embedding).toHaveLength(384);
  });

  it("goes on where a killed attempt stopped, embedding nothing twice", async () => {
    const store = memory({ failAfter: 2 });
    await expect(indexVersion(version, store.ports())).rejects.toThrow("killed");
    expect(store.rows.size).toBe(2 * BATCH_SIZE);
    store.revive();
    const before = store.embedded();
    const { passages: total } = await indexVersion(version, store.ports());
    expect(store.rows.size).toBe(total);
    expect(store.embedded() - before).toBe(total - 2 * BATCH_SIZE);
    await indexVersion(version, store.ports());
    expect(store.progress.at(-1)).toEqual({ done: total, total });
    expect(store.embedded() - before).toBe(total - 2 * BATCH_SIZE);
  });

  it("starts anew when the passages were cut differently", async () => {
    const store = memory();
    await indexVersion(version, store.ports());
    const { passages: total } = await indexVersion(
      { ...version, chunking: { ...version.chunking, size: 40 } },
      store.ports(),
    );
    expect(store.rows.size).toBe(total);
  });

  it("keeps what stands in for passages until the last of them is stored", async () => {
    const store = memory({ failAfter: 2 });
    const [standIn] = await standInFor("Rule 700 says something of its own.");
    store.rows.set(-1, standIn);
    await expect(indexVersion(version, store.ports())).rejects.toThrow("killed");
    expect(store.rows.has(-1)).toBe(true);
    store.revive();
    await indexVersion(version, store.ports());
    expect(store.rows.has(-1)).toBe(false);
  });

  it("embeds only what changed since an older version, titles included", async () => {
    const before = memory();
    await indexVersion(version, before.ports());
    const changed = {
      ...version,
      versionId: "v2",
      document: { text: text.replace("Rule 7 says", "Rule 7 forbids"), structure: [] },
    };
    const after = memory({ older: before.rows.values() });
    const { passages } = await indexVersion(changed, after.ports());
    expect(after.embedded()).toBe(1);
    expect(after.rows.size).toBe(passages);
    expect(after.rows.get(3)?.embedding).toEqual(before.rows.get(3)?.embedding);

    const renamed = memory({ older: before.rows.values() });
    await indexVersion({ ...version, documentName: "Flights.pdf" }, renamed.ports());
    expect(renamed.embedded()).toBe(passages);
  });

  it("refuses vectors that don't fit", async () => {
    const embedder: Embedder = {
      id: "x:y",
      dimension: null,
      embed: async (texts) => texts.map((_, at) => Array<number>(at === 5 ? 2 : 3).fill(1)),
    };
    await expect(indexVersion(version, memory({ embedder }).ports())).rejects.toMatchObject({
      code: "ingestion.bad-embedding",
    });
  });

  it("stops when aborted", async () => {
    const store = memory({ signal: AbortSignal.abort(new Error("stopped")) });
    await expect(indexVersion(version, store.ports())).rejects.toThrow("stopped");
    expect(store.rows.size).toBe(0);
  });
});

describe("passageTitles", () => {
  it("takes the extension off and a repeated title once", () => {
    expect(passageTitles("Travel_policy-2024.docx", ["Travel policy 2024", "Flights"])).toEqual([
      "Travel policy 2024",
      "Flights",
    ]);
    expect(passageTitles("Version 2.10", [""])).toEqual(["Version 2.10"]);
  });
});
