import { mayRead } from "@/lib/vector-stores/postgres/visibility";

/** Documents of the workspace $1 that `reader` may read, other than the row of `status`, whose newest version has the same bytes. */
const TWINS = `"DocumentVersion" other_version
  join "Document" other on other.id = other_version."documentId" and other."deletedAt" is null
  join "Source" other_source on other_source.id = other."sourceId" and other_source."deletedAt" is null
  where other_version."workspaceId" = $1 and other_version."contentHash" = status.content_hash
    and other.id <> status.id and ${mayRead("other", "other_source")} and not exists (
      select from "DocumentVersion" later
      where later."documentId" = other.id and later.number > other_version.number
    )`;

/** Condition on `status`. Contents that came up only once are sorted out first, all together. */
export const HAS_TWINS = `content_hash = any(array(
    select "contentHash" from "DocumentVersion" where "workspaceId" = $1 group by 1 having count(*) > 1
  )) and (select count(*) from ${TWINS}) > 0`;

/** Joins to `status` how many there are, and the oldest of them as `{ id, name }`. */
export const JOIN_TWINS = `cross join lateral (
  select count(*)::integer as twins,
    (array_agg(json_build_object('id', other.id, 'name', other.name) order by other."createdAt", other.id))[1] as twin
  from ${TWINS}
) same`;
