import { createHash } from "node:crypto";
import type { ModelRequest } from "@/lib/nodes/_contract/context";

/** A question as it counts for being the same: case, white space and the mark at its end don't. */
export function sameQuestion(question: string): string {
  return question
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[\s?!.…？！。]+$/u, "")
    .trim();
}

/**
 * What an answer depends on, as one hash: the version of the workflow, the model and its settings, the prompt, the question
 * and the text of every passage in order. Null where there is nothing to answer from, and where a passage is of a
 * file that somebody attached: such an answer is theirs alone.
 */
export function keyOf(
  place: { readonly workspaceId: string; readonly snapshotId: string },
  request: ModelRequest,
): string | null {
  const { model, messages, grounding } = request;
  const { temperature = null, maxOutputTokens = null, reasoningEffort = null } = request;
  if (!grounding || grounding.passages.length === 0) return null;
  if (grounding.passages.some(({ attached }) => attached === true)) return null;
  const question = sameQuestion(grounding.question);
  const depends = [
    place.workspaceId,
    place.snapshotId,
    [model.connectionId, model.model, temperature, maxOutputTokens, reasoningEffort],
    question,
    grounding.passages.map(({ documentId, textHash }) => [documentId, textHash]),
    messages.map(({ role, content }) => [role, content.replaceAll(grounding.question, question)]),
  ];
  return createHash("sha256").update(JSON.stringify(depends)).digest("hex");
}
