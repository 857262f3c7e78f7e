import type { DocumentFilter } from "@/lib/graph/document-filters";

type Bind = (value: unknown, type: string) => string;

export interface Visibility {
  /** What the other two refer to. */
  readonly ctes: readonly string[];
  /**
   * Of the passage `p`: of the current version of a document that is there, of a linked source, that meets the filters, and
   * that whoever asks may read where the source respects permissions.
   * Asked for each passage on its own, because only the best of a ranking are asked about: "is true" keeps the planner
   * from making a join of it.
   */
  readonly isVisible: string;
  /** Of the passage `p`: whether it can be visible at all, by the index over versions; null where nothing narrows it. */
  readonly mayBe: string | null;
}

/** What was read of permissions counts for so long: the documents of a source that can't be followed are hidden then. */
export const PERMISSIONS_COUNT_HOURS = 72;

/** Of a source: it respects permissions, and they were followed lately. May be null for no. */
export const followed = (source: string) => `${source}."respectsPermissions"
  and ${source}."permissionsReadAt" > now() - make_interval(hours => ${String(PERMISSIONS_COUNT_HOURS)})`;

/**
 * The table expression `reader`: all that somebody is where documents come from, one in a row. `member` is the parameter with
 * the id of a member of the workspace $1, null for anybody. Needs "with recursive": groups are in groups, in circles too.
 */
export const readerPrincipals = (member: string) => `reader as (
  select 'everyone'::text as principal
  union
  select own.principal from public."Membership" membership
  join public."User" person on person.id = membership."userId",
  lateral unnest(array['user:' || person.email, 'domain:' || substring(person.email from '[^@]*$')]) own (principal)
  where membership."workspaceId" = $1 and membership."userId" = ${member}
    and membership."addressConfirmedAt" is not null
  union
  select inside."group" from reader
  join public."SourceGroupMember" inside on inside.member = reader.principal and inside."workspaceId" = $1
)`;

/** Of a document and its source, by their aliases: `reader` may read it. True or false, never null. */
export const mayRead = (document = "d", source = "source") => `(not ${source}."respectsPermissions"
  or coalesce(${followed(source)} and ${document}.readers && array(select principal from reader), false))`;

/** Sources that are there and linked to the store $2, all of the workspace $1; with `only` no others. */
const linkedSources = (only: string | null) => `linked as materialized (
  select array_agg(link."sourceId") filter (where not source."respectsPermissions") as open,
    array_agg(link."sourceId") filter (where ${followed("source")}) as followed,
    array(select principal from reader) as reader
  from public."StoreSource" link
  join public."Source" source on source.id = link."sourceId" and source."workspaceId" = $1
  where link."storeId" = $2 and link."workspaceId" = $1 and source."deletedAt" is null
    ${only === null ? "" : `and source.id = any (${only})`}
)`;
const IS_THERE = `d."workspaceId" = $1 and d."deletedAt" is null
  and (d."sourceId" = any ((select open from linked)::text[])
    or d."sourceId" = any ((select followed from linked)::text[])
      and d.readers && (select reader from linked)::text[])`;

interface Narrowing {
  readonly filters?: readonly DocumentFilter[] | undefined;
  /** No other sources, linked or not; null and absent: all that are linked. */
  readonly sourceIds?: readonly string[] | null | undefined;
  /** Whose eyes: the id of a member; null for anybody. */
  readonly reader: string | null;
  /** Some of the sources respect permissions, so that much may be hidden: a hint, what is visible doesn't depend on it. */
  readonly restricted?: boolean | undefined;
}

/** The table expressions need "with recursive". */
export function visibility(narrowing: Narrowing, bind: Bind): Visibility {
  const { filters = [], sourceIds = null, restricted = false } = narrowing;
  const reader = readerPrincipals(bind(narrowing.reader, "text"));
  const linked = linkedSources(sourceIds && bind(sourceIds, "text[]"));
  const conditions = filters.map((filter) => `(${conditionOf(filter, bind)})`);
  const meets = [IS_THERE, ...conditions].join(" and ");
  const isVisible = `p.workspace_id = $1 and (
    select ${meets} from public."Document" d where d."currentVersionId" = p.version_id
  ) is true`;
  if (filters.length === 0 && sourceIds === null && !restricted) {
    return { ctes: [reader, linked], isVisible, mayBe: null };
  }
  const fitting = `fitting as materialized (
    select array_agg(d."currentVersionId") as versions from public."Document" d where ${meets}
  )`;
  return {
    ctes: [reader, linked, fitting],
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
