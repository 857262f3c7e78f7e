import "server-only";
import type { QuotedPassage } from "@/lib/nodes/_contract/quoted-passages";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { WorkspaceContext } from "../context";
import { findActiveIndex } from "../store/active-index";

export interface SampledPassage extends QuotedPassage {
  readonly documentId: string;
}

/** UTF-16 units: shorter ones say too little to ask about, longer ones cost too much. */
const SHORTEST = 40;
const LONGEST = 4000;

const FIELDS = `p.document_id as "documentId", d.name as "documentName", p.page, to_json(p.headings) as headings, p.body as text`;

/**
 * A few of each document first, then more of each, in an order that the seed draws. Of what everybody may read: all who
 * build the workflow see what is made of it.
 */
const drawn = (where: string) => `
  with recursive ${readerPrincipals("null")}
  select "documentId", "documentName", page, headings, text from (
    select ${FIELDS}, row_number() over (partition by p.document_id order by md5(p.id || $3)) as turn, md5(p.id || $3) as lot
    from search.passage p
    join "Document" d on d."currentVersionId" = p.version_id and d."workspaceId" = $1 and d."deletedAt" is null
    join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1 and source."deletedAt" is null
    where p.workspace_id = $1 and length(p.body) between ${String(SHORTEST)} and ${String(LONGEST)} and ${mayRead()}
      and ${where}
  ) drawn order by turn, lot limit $4::integer`;

const LINKED = `(
  select link."sourceId" from "StoreSource" link where link."storeId" = $2 and link."workspaceId" = $1
)`;
const WITHIN = drawn(`p.index_id = $5 and d."sourceId" in ${LINKED}`);
/** Of what other stores answer from. */
const ELSEWHERE = drawn(`d."sourceId" not in ${LINKED} and p.index_id in (
  select other."activeIndexId" from "Store" other
  where other."workspaceId" = $1 and other.id <> $2 and other."deletedAt" is null
)`);

/** Passages that a store can find, spread over its documents. Throws `store.not-found`. */
export async function passagesWithin(
  ctx: WorkspaceContext,
  of: { storeId: string; seed: string; count: number },
): Promise<SampledPassage[]> {
  const index = await findActiveIndex(ctx, of.storeId);
  if (!index) return [];
  return ctx.sql.query(WITHIN, [ctx.workspace.id, of.storeId, of.seed, of.count, index.id]);
}

/** Passages of the workspace's documents that a store can't find, because they belong to others. */
export function passagesElsewhere(
  ctx: WorkspaceContext,
  of: { storeId: string; seed: string; count: number },
): Promise<SampledPassage[]> {
  return ctx.sql.query(ELSEWHERE, [ctx.workspace.id, of.storeId, of.seed, of.count]);
}
