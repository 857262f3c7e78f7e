import "server-only";
import type { FileUse, Passage } from "@/lib/graph/values";
import type { ReadFile } from "@/lib/nodes/_contract/context";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { visitorFiles } from "./definition";

const HOUR_MS = 3_600_000;

/**
 * Hands on all passages of the attached files when they are short together, else those that fit the question; best
 * first either way, as the router judges a ranking. Waits until the files are read, and tells how much was used.
 */
export const visitorFilesExecutor = executorFor(visitorFiles)(async ({ params, inputs, ctx }) => {
  const { signal } = ctx;
  signal.throwIfAborted();
  if (inputs.files.length === 0) return { passages: [] };
  const files = await ctx.files.read({
    fileIds: inputs.files.map(({ id }) => id),
    keepMs: params.keepHours * HOUR_MS,
    onReading: (names) => ctx.emit({ type: "files.reading", names: [...names] }),
    signal,
  });
  const whole = sumOf(files, "tokens") <= params.wholeUpTo;
  const limit = whole ? sumOf(files, "passages") : params.limit;
  const fileIds = files.map(({ id }) => id);
  const passages = await ctx.files.search({ fileIds, query: inputs.question, limit, signal });
  ctx.emit({ type: "files.used", files: files.map((file) => useOf(file, { passages, whole })) });
  return { passages };
});

function sumOf(files: readonly ReadFile[], figure: "tokens" | "passages"): number {
  return files.reduce((sum, file) => sum + file[figure], 0);
}

function useOf(
  { id, name, passages: total }: ReadFile,
  found: { passages: readonly Passage[]; whole: boolean },
): FileUse {
  const used = found.passages.filter(({ documentId }) => documentId === id).length;
  return { fileId: id, name, used, total, whole: found.whole };
}
