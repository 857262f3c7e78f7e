import { z } from "zod";
import type { WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { DOCUMENT_STATES } from "./status-sql";
import { HAS_TWINS } from "./twins-sql";

/** Which documents are meant; every part narrows. */
export const documentFilter = z.object({
  sourceId: idSchema.optional(),
  states: z.array(z.enum(DOCUMENT_STATES)).max(DOCUMENT_STATES.length).optional(),
  /** Types as {@link StatusRow.type} has them. */
  types: z.array(z.string().max(40)).max(50).optional(),
  /** Part of the name or folder, in whatever case. */
  search: z.string().trim().max(200).optional(),
  tag: z.string().max(60).optional(),
  /** The code of why it failed, was skipped or has to wait. */
  reason: z.string().max(80).optional(),
  /** Only those whose content another document of the workspace has as well. */
  duplicates: z.boolean().optional(),
});
export type DocumentFilter = z.infer<typeof documentFilter>;

/** Adds a value to the parameters and says how SQL names it. */
export type Bind = (value: unknown, type: string) => string;

/** The filter as conditions on `status`, the state apart from the rest: counts by state are of the rest alone. */
export function filterSql(filter: DocumentFilter, bind: Bind): { rest: string; state: string } {
  const { sourceId, states, types, search, tag, reason, duplicates } = filter;
  const rest = ["true"];
  if (sourceId !== undefined) rest.push(`source_id = ${bind(sourceId, "text")}`);
  if (types?.length) rest.push(`type = any(${bind(types, "text[]")})`);
  if (tag !== undefined) rest.push(`${bind(tag, "text")} = any(tags)`);
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
    rest.push(`(folder || '/' || name) ilike ${bind(pattern, "text")}`);
  }
  if (reason !== undefined) rest.push(`error->>'code' = ${bind(reason, "text")}`);
  if (duplicates) rest.push(HAS_TWINS);
  return {
    rest: rest.join(" and "),
    state: states?.length ? `state = any(${bind(states, "text[]")})` : "true",
  };
}

/** Collects parameters; $1 is the workspace, $2 the member who asks. */
export function parameters({ workspace, actor }: Pick<WorkspaceContext, "workspace" | "actor">): {
  params: unknown[];
  bind: Bind;
} {
  const params: unknown[] = [workspace.id, actor.userId];
  return { params, bind: (value, type) => `$${String(params.push(value))}::${type}` };
}
