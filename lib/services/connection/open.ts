import "server-only";
import type { WorkspaceContext } from "../context";
import { findConnection } from "./find";

export async function openConnection(ctx: WorkspaceContext, id: string) {
  await findConnection(ctx.db, ctx, id);
  return { listModels: async (_signal: AbortSignal): Promise<string[]> => [] };
}
