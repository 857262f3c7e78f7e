import "server-only";
import type { SqlPort } from "@/lib/vector-stores/_contract/passage-store";
import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";

const READABLE = `
  with recursive ${readerPrincipals("$2::text")}
  select d.id from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1 and source."deletedAt" is null
  where d.id = any ($3::text[]) and d."workspaceId" = $1 and d."deletedAt" is null and ${mayRead()}`;

/** Those of the documents that are in the workspace, not deleted, and that a member (null: anybody) may read. */
export async function readableIds(
  sql: Pick<SqlPort, "query">,
  {
    workspaceId,
    userId,
    ids,
  }: { workspaceId: string; userId: string | null; ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(READABLE, [workspaceId, userId, ids]);
  return new Set(rows.map(({ id }) => id));
}
