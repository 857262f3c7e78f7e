import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findWorkflow, readDraft } from "./find";

/** Throws `workflow.not-found`. */
export async function getWorkflow({ ctx, input }: Call<ById>) {
  const { draft, ...workflow } = await findWorkflow(ctx.db, ctx, input.id);
  return { ...workflow, draft: readDraft(draft) };
}
