import "server-only";
import { z } from "zod/mini";
import { isAppError } from "@/lib/errors/app-error";
import type { ConnectorCheck, Principals } from "@/lib/connectors/_contract/runtime";
import { get, parsed, type DriveCall } from "./api";
import { adminOf, READ_GROUPS, tokenFor } from "./sign-in";

const list = z.object({
  members: z.optional(
    z.array(
      z.object({
        email: z.optional(z.string()),
        type: z.optional(z.string()),
        status: z.optional(z.string()),
      }),
    ),
  ),
  nextPageToken: z.optional(z.string()),
});

/** Null where they can't be read, as of groups of other companies: what such a group may read is hidden from its members. */
export async function groupMembers(call: DriveCall, group: string): Promise<Principals> {
  const { ok } = await permissionsCheck(call);
  if (!ok) return null;
  const found: string[] = [];
  const path = `/admin/directory/v1/groups/${encodeURIComponent(group.slice("group:".length))}/members`;
  let page: string | null = null;
  do {
    const got: Awaited<ReturnType<typeof get>> = await get(call, path, {
      query: { maxResults: "200", pageToken: page },
      base: adminOf(call.credentials),
      token: (refused) => tokenFor(call, READ_GROUPS, refused),
    });
    if ("refusal" in got) return null;
    const told: z.infer<typeof list> = parsed(call, list, got.body);
    for (const { email, type, status = "ACTIVE" } of told.members ?? []) {
      if (!email || status !== "ACTIVE") continue;
      if (type === "USER") found.push(`user:${email.toLowerCase()}`);
      if (type === "GROUP") found.push(`group:${email.toLowerCase()}`);
    }
    const next: string | null = told.nextPageToken ?? null;
    if (next !== null && next === page) return null;
    page = next;
  } while (page !== null);
  return found;
}

/** Whether the directory tells who is in groups: it does not tell an app that a person signed in to. */
export async function permissionsCheck(call: DriveCall): Promise<ConnectorCheck> {
  const told = (reason: string) => ({ code: "permissions", ok: reason === "", params: { reason } });
  if (call.credentials.method !== "service-account") return told("person");
  try {
    await tokenFor(call, READ_GROUPS);
    return told("");
  } catch (error) {
    if (isAppError(error) && error.code === "connector.reconnect") return told("groups");
    throw error;
  }
}
