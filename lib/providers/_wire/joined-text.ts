import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChatChunk } from "@/lib/providers/_contract/runtime";

/**
 * The same chunks with the text of one packet in one piece, as every piece is work for all that stands between a model and
 * its reader. The first text goes out at once. Breaks as its source does, after what came before. Who leaves early has to
 * abort the source.
 */
export async function* joinedText(
  source: AsyncIterable<ChatChunk>,
): AsyncGenerator<ChatChunk, void> {
  const came: ChatChunk[] = [];
  let ended = false;
  let wake: (() => void) | null = null;
  const pull = async () => {
    for await (const chunk of source) {
      const last = came.at(-1);
      if (chunk.type === "text" && last?.type === "text") {
        came[came.length - 1] = { type: "text", text: last.text + chunk.text };
      } else came.push(chunk);
      wake?.();
    }
  };
  const end = () => {
    ended = true;
    wake?.();
  };
  const pulled = pull();
  pulled.then(end, end);
  let begun = false;
  for (;;) {
    if (came.length === 0) {
      // Throws what the source threw.
      if (ended) return await pulled;
      await new Promise<void>((resolve) => (wake = resolve));
      wake = null;
      // What else the same packet brings is there before the next turn.
      if (begun) await nextTurn();
    }
    const chunks = came.splice(0);
    begun ||= chunks.some(({ type }) => type === "text");
    yield* chunks;
  }
}
