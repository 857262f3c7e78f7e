import { describe, expect, it } from "vitest";
import type { Passage } from "@/lib/graph/values";
import type { FilePort } from "@/lib/nodes/_contract/context";
import { leave } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { visitorFilesExecutor } from "./execute";

const ref = (id: string) => ({ id, name: `${id}.txt`, mediaType: "text/plain", size: 100 });
const passagesOf = (id: string, count: number): Passage[] =>
  Array.from({ length: count }, (_, at) => ({
    ...leave,
    id: `${id}-${String(at)}`,
    documentId: id,
    versionId: id,
    attached: true,
  }));

/** Files of ten passages of 300 tokens each; notes what it was asked. */
function filePort(asked: unknown[]): FilePort {
  return {
    read: async ({ fileIds, keepMs, onReading }) => {
      asked.push({ keepMs });
      onReading(["plan.txt"]);
      return fileIds.map((id) => ({ id, name: `${id}.txt`, passages: 10, tokens: 3000 }));
    },
    pictures: async () => [],
    search: async ({ fileIds, query, limit }) => {
      asked.push({ fileIds, query, limit });
      return fileIds.flatMap((id) => passagesOf(id, 10)).slice(0, limit);
    },
  };
}

async function run(ids: string[], params: object = {}) {
  const asked: unknown[] = [];
  const ctx = testContext({ files: filePort(asked) });
  const outputs = await visitorFilesExecutor.execute({
    params: { wholeUpTo: 6000, limit: 4, keepHours: 2, ...params },
    inputs: { question: "How many days?", files: ids.map(ref) },
    ctx,
  });
  return { asked, events: ctx.events, outputs };
}

describe("the visitor's files", () => {
  it("are read whole up to the limit, all of them together", async () => {
    const { asked, events, outputs } = await run(["a", "b"]);
    expect(asked).toEqual([
      { keepMs: 7_200_000 },
      { fileIds: ["a", "b"], query: "How many days?", limit: 20 },
    ]);
    expect(outputs.passages).toHaveLength(20);
    expect(events).toEqual([
      { type: "files.reading", names: ["plan.txt"] },
      {
        type: "files.used",
        files: [
          { fileId: "a", name: "a.txt", used: 10, total: 10, whole: true },
          { fileId: "b", name: "b.txt", used: 10, total: 10, whole: true },
        ],
      },
    ]);
  });

  it("are searched above it, and what was used is told of each", async () => {
    const { events, outputs } = await run(["a", "b"], { wholeUpTo: 5999 });
    expect(outputs.passages).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({
      files: [
        { fileId: "a", used: 4, total: 10, whole: false },
        { fileId: "b", used: 0, total: 10, whole: false },
      ],
    });
  });

  it("give nothing, and ask for nothing, when there are none", async () => {
    expect(await run([])).toEqual({ asked: [], events: [], outputs: { passages: [] } });
  });
});
