import "server-only";
import Papa from "papaparse";
import { messageSchema } from "@/lib/graph/values";
import type { VisitorCall, VisitorContext } from "../context";
import { storedErrorSchema } from "../document/state";
import { errorLine } from "../visitor/problem";
import { ownBatch } from "./require";

const ADDED = ["outcome", "answer", "sources", "problem"];

/**
 * A file as it was sent, with what became of each row: outcome, answer, the names and quotes of its sources, and what
 * was wrong. Throws `form-batch.not-found`.
 */
export async function batchResults({
  ctx,
  input,
}: VisitorCall<{ id: string }>): Promise<{ name: string; text: string }> {
  const batch = await ownBatch(ctx, input.id);
  const workspaceId = ctx.workspace.id;
  const rows = await ctx.db.formBatchRow.findMany({
    where: { batchId: batch.id, workspaceId },
    orderBy: { number: "asc" },
  });
  const answers = await answersOf(
    ctx,
    rows.flatMap(({ runId }) => runId ?? []),
  );
  const lines = rows.map(({ cells, runId, error, doneAt }) => {
    const message = runId === null ? undefined : answers.get(runId);
    const outcome = message?.outcome ?? (error === null ? "" : "failed");
    const sources = message?.citations.map((one) => `${one.documentName}: “${one.quote}”`) ?? [];
    const problem = error === null ? "" : errorLine(storedErrorSchema.parse(error));
    return [
      ...batch.columns.map((_, index) => cells[index] ?? ""),
      ...(doneAt ? [outcome, message?.text ?? "", sources.join("\n"), problem] : ["", "", "", ""]),
    ];
  });
  const fields = [...batch.columns, ...ADDED];
  // What is in a file is its sender's own, and what is in an answer the documents': none may begin a formula.
  const text = Papa.unparse({ fields, data: lines }, { escapeFormulae: true });
  return { name: batch.name, text: `\ufeff${text}` };
}

async function answersOf(ctx: VisitorContext, runIds: string[]) {
  const runs = await ctx.db.run.findMany({
    where: {
      id: { in: runIds },
      workspaceId: ctx.workspace.id,
      conversation: { visitorId: ctx.asker.visitorId },
    },
    select: { id: true, output: true },
  });
  return new Map(
    runs.flatMap(({ id, output }) =>
      output === null ? [] : [[id, messageSchema.parse(output)] as const],
    ),
  );
}
