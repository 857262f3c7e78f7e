import "server-only";
import type { KnowledgePort } from "@/lib/nodes/_contract/context";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";
import type { WorkspaceScope } from "../context";
import { searchKnowledge } from "./search";

const DOCUMENTS = `
  with recursive ${readerPrincipals("$2::text")}
  select d.id, d.name, d.state::text as state from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1
  where d."workspaceId" = $1 and d."sourceId" = $3 and ($4::text[] is null or d."sourceId" = any ($4::text[]))
    and d."deletedAt" is null and ${mayRead()}
  order by d.name, d.id`;

interface Asking {
  /** Whose eyes an answer is for: the id of a member; null for anybody. */
  readonly reader: string | null;
  /** The only sources that are searched; null and absent: all. */
  readonly sourceIds?: readonly string[] | null;
  /** Settles when models that cost something may be asked; absent: at once. */
  readonly ready?: Promise<void>;
}

/** The stores and sources of a workspace, for its nodes, as far as whoever asks may read them. */
export function createKnowledgePort(
  ctx: WorkspaceScope,
  { reader, sourceIds = null, ready }: Asking,
): KnowledgePort {
  return {
    search: (request) =>
      searchKnowledge(ctx, { ...request, reader, sourceIds, ...(ready && { ready }) }),
    documents: ({ sourceId }) =>
      ctx.sql.query(DOCUMENTS, [ctx.workspace.id, reader, sourceId, sourceIds]),
  };
}
