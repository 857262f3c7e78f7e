import "server-only";
import { z } from "zod/mini";
import { isAppError } from "@/lib/errors/app-error";
import type { Principals } from "@/lib/connectors/_contract/runtime";
import { get, getAll, getJson, parsed, type GraphCall } from "./graph";
import { fromLoginName } from "./permissions";
import { appToken } from "./sign-in";

const member = z.object({
  "@odata.type": z.optional(z.string()),
  id: z.string(),
  mail: z.optional(z.nullable(z.string())),
  userPrincipalName: z.optional(z.nullable(z.string())),
});
const site = z.object({ webUrl: z.string() });
const siteUsers = z.object({
  value: z.array(
    z.object({
      LoginName: z.optional(z.nullable(z.string())),
      Email: z.optional(z.nullable(z.string())),
    }),
  ),
});

/** Null where they can't be read: what such a group may read is hidden from its members. */
export async function groupMembers(call: GraphCall, group: string): Promise<Principals> {
  const [, siteId, siteGroup] = /^group:site:(.+):(\d+)$/.exec(group) ?? [];
  try {
    return siteId === undefined || siteGroup === undefined
      ? await ofDirectory(call, group.slice("group:".length))
      : await ofSite(call, siteId, siteGroup);
  } catch (error) {
    if (isAppError(error) && UNREADABLE.includes(error.code)) return null;
    throw error;
  }
}

/** Also that SharePoint lets the app not in, which lets it read all else still. */
const UNREADABLE = ["connector.unreadable-place", "connector.refused", "connector.reconnect"];

async function ofDirectory(call: GraphCall, id: string): Promise<Principals> {
  const path = `/groups/${encodeURIComponent(id)}/members?$top=999&$select=id,mail,userPrincipalName`;
  const found = await getAll(call, path, { item: member, place: id });
  return found.flatMap((each) => {
    if (each["@odata.type"] === "#microsoft.graph.group") return [`group:${each.id}`];
    // The name of a guest is made up by the directory of whom they are guests.
    const names = [each.mail, each.userPrincipalName].filter(
      (name) => name?.includes("@") === true,
    );
    return names
      .filter((name) => !name?.includes("#EXT#"))
      .map((name) => `user:${String(name).toLowerCase()}`);
  });
}

/** Only SharePoint itself says who is in a group of a site, and only to apps that signed in for it with a certificate. */
async function ofSite(call: GraphCall, siteId: string, id: string): Promise<Principals> {
  const { method, sharePointHost } = call.credentials;
  if (method !== "app-certificate" || sharePointHost === undefined) return null;
  const got = await get(call, `/sites/${encodeURIComponent(siteId)}?$select=webUrl`);
  if ("refusal" in got) return null;
  const path = new URL(parsed(call, site, got.body).webUrl).pathname.replace(/\/$/, "");
  const origin = new URL(sharePointHost).origin;
  const users = await getJson(
    call,
    `${origin}${path}/_api/web/sitegroups/getbyid(${id})/users`,
    (refused) => siteToken(call, origin, refused),
  );
  if ("refusal" in users) return null;
  return parsed(call, siteUsers, users.body).value.flatMap(({ LoginName, Email }) => {
    const byLogin = fromLoginName(LoginName ?? "", call.credentials);
    if (byLogin !== null) return [byLogin];
    return Email ? [`user:${Email.toLowerCase()}`] : [];
  });
}

/** One for each piece of work. */
const siteTokens = new WeakMap<GraphCall, Promise<string>>();

async function siteToken(call: GraphCall, origin: string, refused?: string): Promise<string> {
  const known = siteTokens.get(call);
  if (known && (await known) !== refused) return known;
  const fresh = appToken(call, origin).then(({ accessToken }) => accessToken);
  siteTokens.set(call, fresh);
  return fresh;
}
