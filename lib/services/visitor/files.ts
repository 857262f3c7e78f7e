import "server-only";
import type { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { VisitorFile } from "@/lib/publication/protocol";
import type { Tx, VisitorCall, VisitorContext } from "../context";
import { discardFiles } from "../conversation-file/discard";
import { keepMsOf } from "../conversation-file/reader-node";
import { presentFiles } from "../conversation-file/scope";
import { storeFile } from "../conversation-file/store";
import { uploadInput } from "../document/upload";
import { foundCount } from "../not-found";
import { publishedGraph } from "../publication/published-graph";
import { findOpenChannel } from "./find-publication";
import { countCall } from "./rate";

export const visitorFileInput = z.object({
  name: uploadInput.shape.name,
  mimeType: uploadInput.shape.mimeType,
});

const COLUMNS = { id: true, name: true, size: true, state: true } as const;
/** Files a visitor may send in ten minutes. */
const PER_VISITOR = { points: 40, windowMs: 600_000 };

type Attach = VisitorCall<z.infer<typeof visitorFileInput>> & {
  body: Readable;
  signal: AbortSignal;
};

/** Attaches a file to the visitor's conversation. Throws as `storeFile`, `conversation-file.not-taken`, `visitor.too-many`. */
export async function attachAsVisitor({ ctx, input, body, signal }: Attach): Promise<VisitorFile> {
  const { publication, channel, workspace, asker } = ctx;
  const open = await findOpenChannel(ctx, { publicationId: publication.id, channel });
  const keepMs = keepMsOf(await publishedGraph(ctx, open));
  if (keepMs === null) throw new AppError("conversation-file.not-taken", "bad-request");
  const limit = { key: `files:visitor:${asker.visitorId}`, ...PER_VISITOR };
  await countCall(ctx.sql, [limit], "visitor.too-many");
  const { file } = await storeFile(ctx, {
    ...{ ...input, keepMs, body, signal },
    conversationOf: (tx) => ensureConversation(tx, ctx),
    noted: () => Promise.resolve(),
  });
  const { id, name, size, state } = file;
  return { id, name, size, state };

  async function ensureConversation(tx: Tx, { conversationId: key }: VisitorContext) {
    await tx.conversation.createMany({
      data: {
        id: key,
        workspaceId: workspace.id,
        workflowId: publication.workflowId,
        publicationId: publication.id,
        channel,
        visitorId: asker.visitorId,
      },
      skipDuplicates: true,
    });
    return key;
  }
}

/** The files of the visitor's conversation, oldest first. */
export async function visitorFiles(ctx: VisitorContext): Promise<VisitorFile[]> {
  return ctx.db.conversationFile.findMany({
    where: ownFiles(ctx),
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: COLUMNS,
  });
}

/** Removes a file of the visitor's conversation for good. Throws `conversation-file.not-found`. */
export async function removeVisitorFile({
  ctx,
  input,
}: VisitorCall<{ fileId: string }>): Promise<void> {
  const count = await ctx.db.$transaction((tx) =>
    discardFiles(tx, ctx, { id: input.fileId, ...ownFiles(ctx) }),
  );
  foundCount("conversation-file", { count });
}

function ownFiles({ workspace, conversationId, asker }: VisitorContext) {
  const { conversation, ...present } = presentFiles(workspace.id);
  return {
    ...present,
    conversationId,
    conversation: { ...conversation, visitorId: asker.visitorId },
  };
}
