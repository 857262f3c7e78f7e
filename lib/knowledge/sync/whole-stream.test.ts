import { buffer } from "node:stream/consumers";
import { setTimeout as pass } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { wholeStream } from "./whole-stream";

const bytes = (text: string) => new Blob([text]).stream();
const read = async (size: number | null, body = bytes("whole")) =>
  String(await buffer(wholeStream({ body, size })));

describe("the bytes of a download", () => {
  it("come whole, whether or not their number is known", async () => {
    expect(await read(5)).toBe("whole");
    expect(await read(null)).toBe("whole");
  });

  it.each([4, 6])("are refused where %i of 5 were said", async (size) => {
    await expect(read(size)).rejects.toMatchObject({ code: "connector.cut-short" });
  });

  it.each([5, null])(
    "that break off before anybody reads fail the reader, not the process",
    async (size) => {
      const broken = new Error("broken off");
      // Without a byte it is at its end before it is read.
      const body = bytes("").pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          flush() {
            throw broken;
          },
        }),
      );
      const stream = wholeStream({ body, size });
      // As long as it takes to make a folder: an error that nobody listens to ends the process.
      await pass(50);
      await expect(buffer(stream)).rejects.toBe(broken);
    },
  );

  it("let go of the source when the reader stops", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        cancelled = true;
      },
    });
    const stream = wholeStream({ body, size: null });
    for await (const _ of stream) break;
    await pass(0);
    expect(cancelled).toBe(true);
  });
});
