import type { PassageStore, SqlPort } from "../_contract/passage-store";
import { partitionName } from "./keyword-index";
import { visibility } from "./visibility";

/**
 * What a passage is found by and what it hands on: its text, what was embedded of it (a stand-in has none yet), and the
 * larger one around it.
 */
const HELD = "concat_ws(' ', text_hash, embed_hash, parent_start, parent_end)";

/** Sums a hash of each visible passage: the order in which they were stored makes no difference. */
export async function fingerprint(
  sql: SqlPort,
  { workspaceId, storeId, indexId, filters, reader }: Parameters<PassageStore["fingerprint"]>[0],
): Promise<string> {
  const params: unknown[] = [workspaceId, storeId, indexId];
  const bind = (value: unknown, type: string) => `$${String(params.push(value))}::${type}`;
  const { ctes, isVisible } = visibility({ filters, reader }, bind);
  const rows = await sql.query<{ held: string }>(
    `with recursive ${ctes.join(", ")}
     select count(*)::text || ' ' || coalesce(sum(p.held), 0)::text as held
     from (
       select workspace_id, version_id, sum(hashtextextended(${HELD}, 0)) as held
       from ${partitionName(indexId)} where index_id = $3 group by 1, 2
     ) p where ${isVisible}`,
    params,
  );
  return rows[0]?.held ?? "";
}
