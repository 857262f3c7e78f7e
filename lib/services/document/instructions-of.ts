import "server-only";
import { setImmediate } from "node:timers/promises";
import { findInstructions, type Instruction } from "@/lib/grounding";

export interface ImmutableText {
  /** Names the text for ever: texts of versions and of corrections never change. */
  key: string;
  text: string;
}

/** Looking at a passage takes about half a millisecond, and a list of passages is looked at again and again. */
const known = new Map<string, Instruction[]>();
const MOST_KNOWN = 50_000;
/** Texts looked at before others get their turn. */
const AT_A_TIME = 50;

/** The sentences of each text that speak to an assistant. A long list keeps nobody else waiting. */
export async function instructionsOf(texts: readonly ImmutableText[]): Promise<Instruction[][]> {
  if (known.size + texts.length > MOST_KNOWN) known.clear();
  const found: Instruction[][] = [];
  let fresh = 0;
  for (const { key, text } of texts) {
    let instructions = known.get(key);
    if (!instructions) {
      instructions = findInstructions(text);
      known.set(key, instructions);
      fresh += 1;
      if (fresh % AT_A_TIME === 0) await setImmediate();
    }
    found.push(instructions);
  }
  return found;
}
