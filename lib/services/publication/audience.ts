import "server-only";
import { AUDIENCES, audienceOf, CHANNELS, covers, type Audience } from "@/lib/publication/settings";
import type { Call, WorkspaceContext } from "../context";
import { found } from "../not-found";
import { readDraft } from "../workflow/find";
import { readChannel } from "./channel";
import type { ByWorkflow } from "./inputs";
import { storesOf } from "./stores-of";

/** A source that the workflow answers from, and whom that may reach. */
export interface AudienceSource {
  sourceId: string;
  name: string;
  documents: number;
  /** Whether the live version answers from it, and the draft. */
  live: boolean;
  draft: boolean;
  /** Null while nobody confirmed anything: no visitor is answered from it then. */
  confirmed: { audience: Audience; by: string; at: Date } | null;
  /** Whether every open channel may answer from it. */
  suffices: boolean;
}

/**
 * Who can be answered, channel by channel, and from which knowledge. A member sees all of a workspace's knowledge, a
 * visitor what was confirmed for them by name of source. Throws `workflow.not-found`.
 */
export async function getAudience({ ctx, input }: Call<ByWorkflow>) {
  const workspaceId = ctx.workspace.id;
  const workflow = found(
    "workflow",
    await ctx.db.workflow.findFirst({
      where: { id: input.workflowId, workspaceId, deletedAt: null },
      select: {
        draft: true,
        liveVersion: { select: { snapshot: { select: { graph: true } } } },
        publication: { select: { channels: true, sources: true } },
      },
    }),
  );
  const channels = CHANNELS.map((channel) => {
    const rows = workflow.publication?.channels ?? [];
    const { on, access } = readChannel(
      channel,
      rows.find((row) => row.channel === channel),
    );
    return { channel, on, audience: audienceOf(access) };
  });
  const widest = AUDIENCES.findLast((audience) =>
    channels.some((channel) => channel.on && channel.audience === audience),
  );
  const draft = await linkedTo(ctx, storesOf(readDraft(workflow.draft)));
  const graph = workflow.liveVersion?.snapshot.graph;
  const live = graph === undefined ? [] : await linkedTo(ctx, storesOf(readDraft(graph)));
  const sources = await ctx.db.source.findMany({
    where: { workspaceId, deletedAt: null, id: { in: [...draft, ...live] } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      _count: { select: { documents: { where: { deletedAt: null } } } },
    },
  });
  return {
    channels,
    /** Of all open channels; null while none is. */
    widest: widest ?? null,
    sources: sources.map(({ id, name, _count }): AudienceSource => {
      const row = workflow.publication?.sources.find(({ sourceId }) => sourceId === id);
      return {
        sourceId: id,
        name,
        documents: _count.documents,
        live: live.includes(id),
        draft: draft.includes(id),
        confirmed: row
          ? { audience: row.audience, by: row.confirmedByName, at: row.confirmedAt }
          : null,
        suffices: !widest || (row !== undefined && covers(row.audience, widest)),
      };
    }),
  };
}

/** Ids of the sources that are linked to some of these stores now, by whichever workflow. */
async function linkedTo(ctx: WorkspaceContext, storeIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.storeSource.findMany({
    where: { workspaceId: ctx.workspace.id, storeId: { in: [...storeIds] } },
    distinct: ["sourceId"],
    select: { sourceId: true },
  });
  return rows.map(({ sourceId }) => sourceId);
}
