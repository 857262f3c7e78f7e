import "server-only";
import type { KnowledgePort } from "@/lib/nodes/_contract/context";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { WorkspaceScope } from "../context";
import type { IndexRow } from "../store/active-index";
import { searchKnowledge } from "./search";

const DOCUMENTS = `
  with recursive ${readerPrincipals("$2::text")}
  select d.id, d.name, d.state::text as state from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1
  where d."workspaceId" = $1 and d."sourceId" = $3 and ($4::text[] is null or d."sourceId" = any ($4::text[]))
    and d."deletedAt" is null and ${mayRead()}
  order by d.name, d.id`;

/** Milliseconds that a look at the indexes holds: the first steps of a run. */
const HOLDS_MS = 1000;

interface Asking {
  /** Whose eyes an answer is for: the id of a member; null for anybody. */
  readonly reader: string | null;
  /** The only sources that are searched; null and absent: all. */
  readonly sourceIds?: readonly string[] | null;
  /** Settles when models that cost something may be asked; absent: at once. */
  readonly ready?: Promise<void>;
  /** Indexes that were read just now. */
  readonly indexes?: readonly IndexRow[];
}

/** The stores and sources of a workspace, for its nodes, as far as whoever asks may read them. */
export function createKnowledgePort(
  ctx: WorkspaceScope,
  { reader, sourceIds = null, ready, indexes = [] }: Asking,
): KnowledgePort {
  const until = performance.now() + HOLDS_MS;
  const indexOf = (storeId: string) => {
    const row = performance.now() < until && indexes.find((one) => one.storeId === storeId);
    return row && { index: row.id === null ? null : row };
  };
  return {
    search: (request) =>
      searchKnowledge(ctx, {
        ...{ ...request, reader, sourceIds, ...(ready && { ready }) },
        ...indexOf(request.storeId),
      }),
    documents: ({ sourceId }) =>
      ctx.sql.query(DOCUMENTS, [ctx.workspace.id, reader, sourceId, sourceIds]),
  };
}
