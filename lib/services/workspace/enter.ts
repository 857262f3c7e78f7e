import "server-only";
import type { Role } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext, Session, WorkspaceContext } from "../context";
import { notFound } from "../not-found";

/** The user of a live session, with the workspace of a slug if they are a member of it. */
const ENTER = `
  select membership.role, workspace.id, workspace.name
  from "User" person
  left join ("Membership" membership join "Workspace" workspace on workspace.id = membership."workspaceId")
    on membership."userId" = person.id and workspace.slug = $3
  where person.id = $1 and person."sessionVersion" = $2`;

type Row = { role: Role; id: string; name: string } | { role: null; id: null; name: null };

/**
 * The one door into a workspace: checks session, slug and membership in one query. Throws `session.missing` when
 * nobody is signed in or the sessions were revoked, and `workspace.not-found` alike for a workspace that doesn't exist
 * and for one that the user is no member of.
 */
export async function enterWorkspace(
  services: ServiceContext,
  session: Session | null,
  slug: string,
): Promise<WorkspaceContext> {
  if (!session) throw new AppError("session.missing", "unauthenticated");
  const { userId, sessionVersion } = session;
  const [row] = await services.sql.query<Row>(ENTER, [userId, sessionVersion, slug]);
  if (!row) throw new AppError("session.missing", "unauthenticated");
  if (row.id === null) throw notFound("workspace");
  const { role, id, name } = row;
  return { ...services, workspace: { id, slug, name }, actor: { userId, role } };
}
