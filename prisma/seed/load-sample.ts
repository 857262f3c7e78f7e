import "server-only";
import { randomBytes } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { answerFromDocuments } from "@/lib/nodes/templates";
import { recordAudit } from "@/lib/services/audit/record";
import type { WorkspaceContext, WorkspaceScope } from "@/lib/services/context";
import { uploadDocument } from "@/lib/services/document/upload";
import { found } from "@/lib/services/not-found";
import { insertSource } from "@/lib/services/source/create";
import { insertStore } from "@/lib/services/store/create";
import { insertTestQuestions } from "@/lib/services/test-question/replace";
import { insertWorkflow } from "@/lib/services/workflow/create";
import { enterWorkspace } from "@/lib/services/workspace/enter";
import { SAMPLE_COMPANY, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS, SAMPLE_WELCOME } from "./sample";

/** Names of what the sample makes; people may rename all of it. */
const NAMES = { documents: "Company documents", workflow: `Ask ${SAMPLE_COMPANY}` } as const;

/**
 * Fills a workspace with the sample: documents, a store that is kept in sync with them, a workflow that answers
 * from it and its test questions. Goes on where an earlier call was cut off, and changes nothing when it is all
 * there. Resolves when the files are stored; reading and indexing follow as jobs. A file that can't be opened is a document
 * that failed, and the others are loaded.
 */
export async function loadSample({
  ctx: scope,
  input,
  signal,
  documents = SAMPLE_DOCUMENTS,
}: {
  ctx: WorkspaceScope;
  input: { userId: string };
  signal: AbortSignal;
  documents?: typeof SAMPLE_DOCUMENTS;
}): Promise<void> {
  const ctx = await actAs(scope, input.userId);
  const sourceId = (await findSample(ctx)) ?? (await insertSample(ctx));
  for (const { file, mimeType, path } of documents) {
    const upload = { sourceId, name: file, mimeType };
    const opened = await open(path).catch(() => null);
    if (opened) await load(ctx, { upload, opened, signal });
    else await noteUnopened(ctx, upload);
  }
}

interface SampleUpload {
  readonly sourceId: string;
  readonly name: string;
  readonly mimeType: string;
}

async function load(
  ctx: WorkspaceContext,
  { upload, opened, signal }: { upload: SampleUpload; opened: FileHandle; signal: AbortSignal },
): Promise<void> {
  const body = opened.createReadStream();
  try {
    await uploadDocument({ ctx, input: upload, body, signal });
  } finally {
    body.destroy();
  }
}

/** Its version has no file: uploading one under its name makes the next. */
async function noteUnopened(ctx: WorkspaceContext, upload: SampleUpload): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { sourceId, name, mimeType } = upload;
  const same = { workspaceId, sourceId, name, deletedAt: null };
  if ((await ctx.db.document.count({ where: same })) > 0) return;
  const storageKey = randomBytes(16).toString("hex");
  await ctx.db.$transaction(async (tx) => {
    const { id: documentId } = await tx.document.create({
      data: {
        ...{ workspaceId, ...upload, size: 0, state: "failed" },
        error: { code: "document.unopened", params: {} },
      },
      select: { id: true },
    });
    await tx.documentVersion.create({
      data: {
        ...{ workspaceId, documentId, number: 1, mimeType, size: 0 },
        ...{ contentHash: "", storageKey },
      },
    });
  });
}

async function actAs(scope: WorkspaceScope, userId: string): Promise<WorkspaceContext> {
  const membership = found(
    "member",
    await scope.db.membership.findFirst({
      where: { workspaceId: scope.workspace.id, userId },
      select: {
        user: { select: { sessionVersion: true } },
        workspace: { select: { slug: true } },
      },
    }),
  );
  const session = { userId, sessionVersion: membership.user.sessionVersion };
  return enterWorkspace(scope, session, membership.workspace.slug);
}

/** The source of a sample that was begun here before. */
async function findSample(ctx: WorkspaceContext): Promise<string | undefined> {
  const event = await ctx.db.auditEvent.findFirst({
    where: { workspaceId: ctx.workspace.id, action: "sample.load" },
    select: { entityId: true },
  });
  if (!event) return undefined;
  const link = await ctx.db.storeSource.findFirst({
    where: { workspaceId: ctx.workspace.id, workflowId: event.entityId },
    select: { sourceId: true },
  });
  return link?.sourceId;
}

/**
 * Picked on the sample's questions, as the router's Calibrate does: all that can be answered are, and so are two that
 * can't be, about products whose names differ by a word or a number.
 */
const SAMPLE_THRESHOLD = 0.45;

function insertSample(ctx: WorkspaceContext): Promise<string> {
  return ctx.db.$transaction(async (tx) => {
    const source = await insertSource(tx, ctx, NAMES.documents);
    const store = await insertStore(tx, ctx, NAMES.documents);
    const graph = answerFromDocuments({
      sourceId: source.id,
      storeId: store.id,
      threshold: SAMPLE_THRESHOLD,
      welcome: SAMPLE_WELCOME,
    });
    const workflow = await insertWorkflow(tx, ctx, { name: NAMES.workflow, graph });
    const questions = SAMPLE_QUESTIONS.map(({ question, answerable }) => ({
      question,
      answerable,
    }));
    await insertTestQuestions(tx, ctx, { workflowId: workflow.id, questions });
    await recordAudit(tx, ctx, {
      action: "sample.load",
      entity: "workflow",
      entityId: workflow.id,
    });
    return source.id;
  });
}
