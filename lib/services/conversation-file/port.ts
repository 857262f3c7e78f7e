import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "@/lib/errors/app-error";
import { fusionFor } from "@/lib/knowledge/retrieval/search";
import type { FilePort, ReadFile } from "@/lib/nodes/_contract/context";
import type { WorkspaceScope } from "../context";
import { openFileEmbedder } from "./embedder";
import { searchAttached } from "./passages";
import { readPictures } from "./pictures";
import { presentFiles } from "./scope";

/** How often a file that is being read is looked at. */
const POLL_MS = 250;

interface RunOfConversation {
  readonly id: string;
  readonly conversationId: string;
}

/** The files of one conversation, for the nodes of one of its runs. */
export function createFilePort(ctx: WorkspaceScope, run: RunOfConversation): FilePort {
  const workspaceId = ctx.workspace.id;
  const { conversationId } = run;
  return {
    read: (request) => readFiles(ctx, { ...request, run }),
    pictures: (request) => readPictures(ctx, { ...request, run }),
    async search({ fileIds, query, limit, signal }) {
      const embedder = await openFileEmbedder(ctx);
      const [vector = []] = await embedder.embed([query], { signal, purpose: "query" });
      const fusion = fusionFor(embedder);
      const address = { workspaceId, conversationId, fileIds };
      const passages = await searchAttached(ctx.sql, { ...address, query, vector, limit, fusion });
      signal.throwIfAborted();
      return passages;
    },
  };
}

type ReadRequest = Parameters<FilePort["read"]>[0] & { readonly run: RunOfConversation };

async function readFiles(ctx: WorkspaceScope, request: ReadRequest): Promise<ReadFile[]> {
  const { signal, onReading } = request;
  let told = "";
  for (;;) {
    signal.throwIfAborted();
    const files = await noteUse(ctx, request);
    const failed = files.find(({ state }) => state === "failed");
    if (failed) {
      const params = { name: failed.name };
      throw new AppError("conversation-file.unreadable", "bad-request", { params });
    }
    const reading = files.filter(({ state }) => state === "reading").map(({ name }) => name);
    if (reading.length === 0) return files;
    if (told !== reading.join("\n")) onReading(reading);
    told = reading.join("\n");
    await wait(POLL_MS, undefined, { signal });
  }
}

/** Notes the use before anything is handed on: whatever comes of it can be found again when the file goes. */
async function noteUse(ctx: WorkspaceScope, { fileIds, keepMs, run }: ReadRequest) {
  const where = {
    ...presentFiles(ctx.workspace.id),
    conversationId: run.conversationId,
    id: { in: [...fileIds] },
  };
  const expiresAt = new Date(Date.now() + keepMs);
  await ctx.db.conversationFile.updateMany({
    where: { ...where, NOT: { usedBy: { has: run.id } } },
    data: { expiresAt, usedBy: { push: run.id } },
  });
  return ctx.db.conversationFile.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true, state: true, passages: true, tokens: true },
  });
}
