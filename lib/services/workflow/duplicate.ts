import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { insertTestQuestions } from "../test-question/replace";
import { insertWorkflow } from "./create";
import { findWorkflow, readDraft } from "./find";

/** Copies a workflow with its test questions; the copy uses the same sources and stores. */
export async function duplicateWorkflow({ ctx, input }: Call<ById>) {
  return ctx.db.$transaction(async (tx) => {
    const original = await findWorkflow(tx, ctx, input.id);
    const copy = await insertWorkflow(tx, ctx, {
      name: copyName(original.name),
      graph: readDraft(original.draft),
    });
    const questions = await tx.testQuestion.findMany({
      where: { workflowId: original.id, workspaceId: ctx.workspace.id },
      orderBy: { position: "asc" },
      select: { question: true, answerable: true },
    });
    await insertTestQuestions(tx, ctx, { workflowId: copy.id, questions });
    return copy;
  });
}

/** "Handbook" → "Handbook (2)" → "Handbook (3)": no words, so it needs no translation. */
export function copyName(name: string): string {
  const match = / \((\d{1,4})\)$/.exec(name);
  const base = match ? name.slice(0, match.index) : name;
  return `${base.slice(0, 110)} (${match ? Number(match[1]) + 1 : 2})`;
}
