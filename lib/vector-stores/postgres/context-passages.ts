import type { Passage } from "@/lib/graph/values";
import type { PassageStore, SqlPort, VisibleTo } from "../_contract/passage-store";
import { partitionName } from "./keyword-index";
import { PASSAGE_COLUMNS, storedPassage, type PassageRow } from "./passage-row";
import { visibility } from "./visibility";

interface ContextRow extends PassageRow {
  of: string;
}

/** The passages of the document's own text right before and after some, in its order. */
export async function neighbours(
  sql: SqlPort,
  target: Parameters<PassageStore["neighbours"]>[0],
): Promise<Map<string, Passage[]>> {
  if (target.ids.length === 0) return new Map();
  const part = partitionName(target.indexId);
  const one = (side: string, order: string) => `(
    select other.* from ${part} other
    where other.index_id = $3 and other.version_id = hit.version_id and other.correction_id is null
      and other.start_offset ${side} hit.start_offset
    order by other.start_offset ${order} limit 1)`;
  const { text, params } = statement(target, {
    from: `${part} hit cross join lateral (${one("<", "desc")} union all ${one(">", "asc")}) p`,
    of: "hit.id",
    where:
      "hit.index_id = $3 and hit.workspace_id = $1 and hit.correction_id is null and hit.id = any ($4::text[])",
    wanted: target.ids,
  });
  return byHit(await sql.query<ContextRow>(text, params));
}

/** All passages of some versions, those of corrections last. */
export async function wholeVersions(
  sql: SqlPort,
  target: Parameters<PassageStore["wholeVersions"]>[0],
): Promise<Map<string, Passage[]>> {
  const { text, params } = statement(target, {
    from: `${partitionName(target.indexId)} p`,
    of: "p.version_id",
    where: "p.index_id = $3 and p.version_id = any ($4::text[])",
    wanted: target.versionIds,
  });
  return byHit(await sql.query<ContextRow>(text, params));
}

/** Estimated tokens of the passages of versions, what they share counted in each. */
export async function versionTokens(
  sql: SqlPort,
  target: Parameters<PassageStore["versionTokens"]>[0],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; tokens: number }>(
    `select p.version_id as id, sum(p.tokens)::integer as tokens from ${partitionName(target.indexId)} p
     where p.index_id = $1 and p.workspace_id = $2 and p.version_id = any ($3::text[]) group by p.version_id`,
    [target.indexId, target.workspaceId, target.versionIds],
  );
  return new Map(rows.map(({ id, tokens }) => [id, tokens]));
}

function statement(
  target: VisibleTo,
  query: { from: string; of: string; where: string; wanted: readonly string[] },
): { text: string; params: unknown[] } {
  const params: unknown[] = [target.workspaceId, target.storeId, target.indexId, query.wanted];
  const visible = visibility(
    { reader: target.reader },
    (value, type) => `$${String(params.push(value))}::${type}`,
  );
  return {
    text: `with recursive ${visible.ctes.join(", ")}
      select ${query.of} as of, ${PASSAGE_COLUMNS} from ${query.from}
      where ${query.where} and ${visible.isVisible}
      order by 1, p.correction_id is not null, p.start_offset, p.ordinal`,
    params,
  };
}

function byHit(rows: readonly ContextRow[]): Map<string, Passage[]> {
  const found = new Map<string, Passage[]>();
  for (const { of, ...row } of rows) {
    const scores = { vector: null, keyword: null, fused: 0, rerank: null };
    found.set(of, [...(found.get(of) ?? []), { ...storedPassage(row), scores }]);
  }
  return found;
}
