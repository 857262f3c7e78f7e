import "server-only";
import { randomUUID } from "node:crypto";
import type { Graph } from "@/lib/graph/document";
import type { PublicChannel } from "@/lib/publication/settings";
import type { WorkspaceScope } from "../context";
import { driveRun, type RunToDrive } from "./drive";

/** Whose question it is: a member's, a visitor's, or a program's with an API key. */
export interface Asker {
  readonly userId?: string | null;
  readonly publicationId?: string;
  readonly channel?: PublicChannel;
  readonly visitorId?: string | null;
  readonly apiKeyId?: string | null;
}

/** A name that the asker gave the question, so that it is asked once. */
export interface RequestName {
  readonly askerId: string;
  readonly name: string;
  /** SHA-256 of what is asked, hex. */
  readonly contentHash: string;
}

export interface RunToBegin extends Omit<RunToDrive, "id" | "workspaceId" | "userId" | "stored"> {
  readonly workflowId: string;
  readonly asker: Asker;
  readonly request?: RequestName;
}

/**
 * Starts a run of a stored graph for somebody who may, and returns once it is stored; it is at work by then. The caller
 * checked the ids. Throws a unique violation where a question with the same name is there already.
 */
export async function beginRun(ctx: WorkspaceScope, run: RunToBegin) {
  const { workflowId: _, asker, request: __, ...work } = run;
  const id = randomUUID();
  const stored = insertRun(ctx, { ...run, id });
  const workspaceId = ctx.workspace.id;
  void driveRun(ctx, { ...work, id, workspaceId, userId: asker.userId ?? null, stored });
  await stored;
  return { runId: id, conversationId: run.conversationId };
}

/** All rows or none; a conversation that goes on is there already. */
const INSERT_RUN = `
  with conversation as (
    insert into "Conversation" (id, "workspaceId", "workflowId", "userId", "publicationId", channel, "visitorId", "apiKeyId",
      restricted)
    values ($5, $2, $3, $6, $8, $9::"Channel", $10, $11, $15 and exists (
      select from "Source" source where source."workspaceId" = $2 and source."respectsPermissions" and (
        source.id = any ($16::text[]) or exists (
          select from "StoreSource" link where link."sourceId" = source.id and link."storeId" = any ($16::text[])))))
    on conflict (id) do update set restricted = "Conversation".restricted or excluded.restricted
  ),
  run as (
    insert into "Run" (id, "workspaceId", "workflowId", "snapshotId", "conversationId", question)
    values ($1, $2, $3, $4, $5, $7)
  )
  insert into "RunRequest" ("askerId", name, "contentHash", "workspaceId", "runId")
  select $12::text, $13::text, $14::text, $2, $1 where $13::text is not null`;

/** Ids of the stores and sources that the nodes of a graph name. */
function readFrom({ nodes }: Graph): string[] {
  const ids = nodes.flatMap(({ params }) => [params.storeId, params.sourceId]);
  return ids.filter((id) => typeof id === "string");
}

async function insertRun(ctx: WorkspaceScope, run: RunToBegin & { id: string }): Promise<void> {
  const { asker, request } = run;
  const params = [
    run.id,
    ctx.workspace.id,
    run.workflowId,
    run.snapshotId,
    run.conversationId,
    asker.userId ?? null,
    run.question,
    asker.publicationId ?? null,
    asker.channel ?? null,
    asker.visitorId ?? null,
    asker.apiKeyId ?? null,
    request?.askerId ?? null,
    request?.name ?? null,
    request?.contentHash ?? null,
    run.reader !== null,
    readFrom(run.graph),
  ];
  await ctx.sql.query(INSERT_RUN, params, { prepared: true });
}
