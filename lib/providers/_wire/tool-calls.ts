import type { ToolCallChunk } from "@langchain/core/messages/tool";
import type { ChatChunk } from "@/lib/providers/_contract/runtime";

/** Puts tool calls together from their pieces, which come by index and in order. */
export class ToolCalls {
  readonly #calls = new Map<number, { id: string; name: string; input: string }>();

  take(pieces: readonly ToolCallChunk[] | undefined): void {
    for (const { index = 0, id = "", name = "", args = "" } of pieces ?? []) {
      const call = this.#calls.get(index) ?? { id: "", name: "", input: "" };
      this.#calls.set(index, {
        id: call.id + id,
        name: call.name + name,
        input: call.input + args,
      });
    }
  }

  *whole(): Generator<ChatChunk> {
    for (const call of this.#calls.values()) yield { type: "tool-call", ...call };
  }
}
