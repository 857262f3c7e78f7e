import "server-only";
import type { FileRef } from "@/lib/graph/values";
import type { WorkspaceScope } from "../context";
import { presentFiles } from "./scope";

/** The files of a conversation that a run of it is given, oldest first; the caller may see the conversation. */
export async function filesOf(ctx: WorkspaceScope, conversationId: string): Promise<FileRef[]> {
  const files = await ctx.db.conversationFile.findMany({
    where: { conversationId, ...presentFiles(ctx.workspace.id) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true, mimeType: true, size: true },
  });
  return files.map(({ mimeType, ...file }) => ({ ...file, mediaType: mimeType }));
}
