import "server-only";
import { z } from "zod/mini";
import { isAppError } from "@/lib/errors/app-error";
import type { ConnectorCheck, Principals, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { getAll, type GraphCall } from "./graph";
import { placeOf } from "./items";
import type { SharePointCredentials } from "./sign-in";

const identity = z.object({
  id: z.optional(z.string()),
  email: z.optional(z.nullable(z.string())),
  loginName: z.optional(z.nullable(z.string())),
});
const identities = z.object({
  user: z.optional(z.nullable(identity)),
  group: z.optional(z.nullable(identity)),
  siteUser: z.optional(z.nullable(identity)),
  siteGroup: z.optional(z.nullable(identity)),
  sharePointGroup: z.optional(z.nullable(identity)),
});
const permission = z.object({
  roles: z.optional(z.array(z.string())),
  grantedToV2: z.optional(z.nullable(identities)),
  grantedToIdentitiesV2: z.optional(z.array(identities)),
  link: z.optional(z.object({ scope: z.optional(z.string()) })),
  expirationDateTime: z.optional(z.nullable(z.string())),
});
export type Permission = z.infer<typeof permission>;

const FULL_CONTROL = "Sites.FullControl.All";
const GROUPS = ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];

/** What the token grants; one that can't be read counts as nothing. */
async function granted(call: GraphCall): Promise<string[]> {
  const [, body = ""] = (await call.accessToken()).split(".");
  try {
    const claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as unknown;
    const { roles = [], scp = "" } = z
      .object({ roles: z.optional(z.array(z.string())), scp: z.optional(z.string()) })
      .parse(claims);
    return [...roles, ...scp.split(" ")];
  } catch {
    return [];
  }
}

/**
 * Whether everything about who may see a file is told to this connection: Graph tells a lesser one only what concerns itself, and
 * does not say that it left something out.
 */
async function mayReadPermissions(call: GraphCall): Promise<boolean> {
  return (await granted(call)).includes(FULL_CONTROL);
}

/** Also the members of groups, without whom what groups may read would be hidden from all. */
export async function permissionsCheck(call: GraphCall): Promise<ConnectorCheck> {
  const roles = await granted(call);
  const reason = !roles.includes(FULL_CONTROL)
    ? "role"
    : roles.some((role) => GROUPS.includes(role))
      ? ""
      : "groups";
  return { code: "permissions", ok: reason === "", params: { reason } };
}

/** Null, which hides the file, wherever who may see it can't be read as a whole. */
export async function permissions(call: GraphCall, item: RemoteItem): Promise<Principals> {
  if (!(await mayReadPermissions(call))) return null;
  const { driveId, itemId } = placeOf(item.id);
  const path = `/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(itemId)}/permissions`;
  try {
    const entries = await getAll(call, path, { item: permission, place: item.name });
    const found = entries.flatMap((entry) =>
      principalsOf(entry, call.credentials, item.handle ?? ""),
    );
    return [...new Set(found)].sort();
  } catch (error) {
    if (isAppError(error) && error.code === "connector.unreadable-place") return null;
    throw error;
  }
}

/**
 * Whom an entry lets read. Links for everybody who has them grant nothing to a person who has not used them; roles other than the
 * three of Graph bear names in the language of the tenant, and grant nothing since "Limited Access" is one of them.
 */
export function principalsOf(
  { roles = [], link, grantedToV2, grantedToIdentitiesV2 = [], expirationDateTime }: Permission,
  credentials: SharePointCredentials,
  siteId: string,
): string[] {
  if (!roles.some((role) => ["read", "write", "owner"].includes(role))) return [];
  const ends = new Date(expirationDateTime ?? "");
  if (!Number.isNaN(ends.getTime()) && ends.getUTCFullYear() > 1 && ends < new Date()) return [];
  if (link && link.scope !== "users") return [];
  const granted = link ? grantedToIdentitiesV2 : [grantedToV2, ...grantedToIdentitiesV2];
  return granted.flatMap((each) => {
    if (!each) return [];
    const principal = principalOf(each, credentials, siteId);
    return principal === null ? [] : [principal];
  });
}

type Identities = z.infer<typeof identities>;

function principalOf(
  each: Identities,
  credentials: SharePointCredentials,
  siteId: string,
): string | null {
  const group = each.siteGroup ?? each.sharePointGroup;
  if (group?.id !== undefined) return `group:site:${siteId}:${group.id}`;
  const byLogin = fromLoginName(
    each.siteUser?.loginName ?? each.user?.loginName ?? "",
    credentials,
  );
  if (byLogin !== null) return byLogin;
  if (each.group?.id !== undefined) return `group:${each.group.id}`;
  const email = each.user?.email ?? each.siteUser?.email;
  return email ? `user:${email.toLowerCase()}` : null;
}

/** What SharePoint's names of accounts say beyond a person: everybody, and groups of the directory. */
export function fromLoginName(login: string, { tenant }: SharePointCredentials): string | null {
  if (/^c:0\(\.s\|true$|^c:0-\.f\|rolemanager\|spo-grid-all-users\//.test(login)) {
    // Everybody of the tenant is not everybody: only its own domain says who that is.
    return tenant.includes(".") ? `domain:${tenant.toLowerCase()}` : null;
  }
  const [, group] =
    /^c:0[a-z]\.c\|(?:tenant|federateddirectoryclaimprovider)\|([0-9A-Za-z-]+)$/.exec(login) ?? [];
  if (group !== undefined) return `group:${group}`;
  const [, email] = /^i:0#\.f\|membership\|(\S+@\S+)$/.exec(login) ?? [];
  return email === undefined || email.includes("#ext#") ? null : `user:${email.toLowerCase()}`;
}
