import type { DocumentFilter } from "@/lib/graph/document-filters";

type Bind = (value: unknown, type: string) => string;

export interface Visibility {
  /** What the other two refer to. */
  readonly ctes: readonly string[];
  /**
   * Of the passage `p`: of the current version of a document that is there, of a linked source, that meets the filters.
   * Asked for each passage on its own, because only the best of a ranking are asked about: "is true" keeps the planner
   * from making a join of it.
   */
  readonly isVisible: string;
  /** Of the passage `p`: whether it can be visible at all, by the index over versions; null where nothing narrows it. */
  readonly mayBe: string | null;
}

/** Sources that are there and linked to the store $2, all of the workspace $1; with `only` no others. */
const linkedSources = (only: string | null) => `linked as materialized (
  select array_agg(link."sourceId") as sources from public."StoreSource" link
  join public."Source" source on source.id = link."sourceId" and source."workspaceId" = $1
  where link."storeId" = $2 and link."workspaceId" = $1 and source."deletedAt" is null
    ${only === null ? "" : `and source.id = any (${only})`}
)`;
const IS_THERE = `d."workspaceId" = $1 and d."deletedAt" is null
  and d."sourceId" = any ((select sources from linked)::text[])`;

interface Narrowing {
  readonly filters?: readonly DocumentFilter[] | undefined;
  /** No other sources, linked or not; null and absent: all that are linked. */
  readonly sourceIds?: readonly string[] | null | undefined;
}

export function visibility({ filters = [], sourceIds = null }: Narrowing, bind: Bind): Visibility {
  const linked = linkedSources(sourceIds && bind(sourceIds, "text[]"));
  const conditions = filters.map((filter) => `(${conditionOf(filter, bind)})`);
  const meets = [IS_THERE, ...conditions].join(" and ");
  const isVisible = `p.workspace_id = $1 and (
    select ${meets} from public."Document" d where d."currentVersionId" = p.version_id
  ) is true`;
  if (filters.length === 0 && sourceIds === null) {
    return { ctes: [linked], isVisible, mayBe: null };
  }
  const fitting = `fitting as materialized (
    select array_agg(d."currentVersionId") as versions from public."Document" d where ${meets}
  )`;
  return {
    ctes: [linked, fitting],
    isVisible,
    mayBe: "p.version_id = any ((select versions from fitting)::text[])",
  };
}

/** A condition over the document `d`, true or false, never null. */
function conditionOf(filter: DocumentFilter, bind: Bind): string {
  if (filter.field === "updated") return updatedCondition(filter, bind);
  const values = bind(filter.values, "text[]");
  const meets = {
    tag: `d.tags && ${values}`,
    folder: `exists (select from unnest(${values}) folder where d.folder = folder or starts_with(d.folder, folder || '/'))`,
    source: `d."sourceId" = any (${values})`,
    language: `coalesce(${ofVersion("language")} = any (${values}), false)`,
  }[filter.field];
  return filter.operator === "is" ? meets : `not (${meets})`;
}

function updatedCondition(
  { operator, values: [value] }: Extract<DocumentFilter, { field: "updated" }>,
  bind: Bind,
): string {
  const came = `${ofVersion('"createdAt"')} at time zone 'UTC'`;
  if (operator === "last-days")
    return `coalesce(${came} >= now() at time zone 'UTC' - make_interval(days => ${bind(value, "integer")}), false)`;
  const day = bind(value, "date");
  return `coalesce(${came} ${operator === "since" ? ">=" : "<"} ${day}, false)`;
}

const ofVersion = (column: string) =>
  `(select version.${column} from public."DocumentVersion" version
    where version.id = d."currentVersionId" and version."workspaceId" = $1)`;
