import { describe, expect, it } from "vitest";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChatChunk } from "@/lib/providers/_contract/runtime";
import { joinedText } from "./joined-text";

const text = (words: string): ChatChunk => ({ type: "text", text: words });

async function collect(source: AsyncIterable<ChatChunk>, seen: ChatChunk[] = []) {
  for await (const chunk of joinedText(source)) seen.push(chunk);
  return seen;
}

describe("joinedText", () => {
  it("hands on the first text at once and joins what comes in the same turn", async () => {
    async function* source(): AsyncGenerator<ChatChunk> {
      yield text("a");
      await nextTurn();
      for (const word of ["b", "c", "d"]) yield text(word);
      await nextTurn();
      await nextTurn();
      await nextTurn();
      yield text("e");
      yield { type: "finish", reason: "stop" };
    }
    expect(await collect(source())).toEqual([
      text("a"),
      text("bcd"),
      text("e"),
      { type: "finish", reason: "stop" },
    ]);
  });

  it("breaks after what came before, with the error of its source", async () => {
    async function* source(): AsyncGenerator<ChatChunk> {
      yield text("a");
      await nextTurn();
      yield text("b");
      yield { type: "usage", usage: { inputTokens: 1, outputTokens: 2 } };
      throw new Error("gone");
    }
    const seen: ChatChunk[] = [];
    await expect(collect(source(), seen)).rejects.toThrow("gone");
    expect(seen.map(({ type }) => type)).toEqual(["text", "text", "usage"]);
  });
});
