import "server-only";
import { z } from "zod/mini";
import type { Principals, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { get, parsed, type DriveCall } from "./api";

const permission = z.object({
  type: z.optional(z.string()),
  role: z.optional(z.string()),
  emailAddress: z.optional(z.string()),
  domain: z.optional(z.string()),
  allowFileDiscovery: z.optional(z.boolean()),
  expirationTime: z.optional(z.string()),
  deleted: z.optional(z.boolean()),
  view: z.optional(z.string()),
});
export type Permission = z.infer<typeof permission>;

const list = z.object({
  permissions: z.optional(z.array(permission)),
  nextPageToken: z.optional(z.string()),
});

const FIELDS =
  "nextPageToken,permissions(type,role,emailAddress,domain,allowFileDiscovery,expirationTime,deleted,view)";

/** Null, which hides the file, where the list is not given to this connection, as of files of other companies. */
export async function permissions(call: DriveCall, item: RemoteItem): Promise<Principals> {
  const found = new Set<string>();
  let page: string | null = null;
  do {
    const got: Awaited<ReturnType<typeof get>> = await get(
      call,
      `/drive/v3/files/${encodeURIComponent(item.id)}/permissions`,
      { query: { supportsAllDrives: "true", pageSize: "100", pageToken: page, fields: FIELDS } },
    );
    if ("refusal" in got) return null;
    const told: z.infer<typeof list> = parsed(call, list, got.body);
    for (const each of told.permissions ?? []) {
      const principal = principalOf(each);
      if (principal !== null) found.add(principal);
    }
    const next: string | null = told.nextPageToken ?? null;
    if (next !== null && next === page) return null;
    page = next;
  } while (page !== null);
  return [...found].sort();
}

const READS = ["owner", "organizer", "fileOrganizer", "writer", "commenter", "reader"];

/** Whom an entry lets read and find the file: whoever needs the link for it is not meant. */
export function principalOf(entry: Permission): string | null {
  const { type, role = "", emailAddress, domain, allowFileDiscovery } = entry;
  if (!READS.includes(role) || entry.deleted === true || entry.view !== undefined) return null;
  if (entry.expirationTime !== undefined && !(new Date(entry.expirationTime) > new Date()))
    return null;
  if (type === "user" && emailAddress) return `user:${emailAddress.toLowerCase()}`;
  if (type === "group" && emailAddress) return `group:${emailAddress.toLowerCase()}`;
  if (type === "domain" && domain && allowFileDiscovery === true)
    return `domain:${domain.toLowerCase()}`;
  return type === "anyone" && allowFileDiscovery === true ? "everyone" : null;
}
