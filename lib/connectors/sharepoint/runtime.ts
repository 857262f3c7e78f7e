import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type {
  ConnectorCheck,
  ConnectorRuntime,
  ConnectorTest,
} from "@/lib/connectors/_contract/runtime";
import { changes, type SharePointScope } from "./changes";
import { download } from "./download";
import type { GraphCall } from "./graph";
import { idOf } from "./items";
import { groupMembers } from "./groups";
import { permissions, permissionsCheck } from "./permissions";
import { children, siteAt, sitesPage } from "./places";
import { graphOf, renew, signIn, type SharePointCredentials } from "./sign-in";
import { watching } from "./watching";

/** Reads libraries by their delta feeds. Addresses of Microsoft's clouds come from the credentials, or are those of the world-wide one. */
export const sharepointRuntime: ConnectorRuntime<SharePointCredentials, SharePointScope> = {
  origins: (credentials) => {
    const { sharePointHost } = credentials;
    const own = sharePointHost === undefined ? [] : [new URL(sharePointHost).origin];
    return [graphOf(credentials), ...own];
  },
  gate: ({ tenant, ...rest }) =>
    `graph ${new URL(graphOf({ tenant, ...rest })).host} ${tenant.toLowerCase()}`,
  roots: ({ driveId, folderId }) =>
    driveId === undefined || folderId === undefined ? null : [idOf(driveId, folderId)],
  signIn,
  renew,
  test,
  children,
  changes,
  download,
  permissions,
  watching,
  groupMembers,
  permissionsCheck,
};

async function test(call: GraphCall): Promise<ConnectorTest> {
  const account = `${call.credentials.clientId} (${call.credentials.tenant})`;
  try {
    await call.accessToken();
    return { account, checks: [{ code: "credentials", ok: true }, await testSites(call)] };
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.reconnect") throw error;
    const reason = error.cause instanceof Error ? error.cause.message : "other";
    return { account: null, checks: [{ code: "credentials", ok: false, params: { reason } }] };
  }
}

async function testSites(call: GraphCall): Promise<ConnectorCheck> {
  const { site } = call.credentials;
  try {
    if (site !== undefined) {
      const { displayName, name } = await siteAt(call, site);
      return { code: "sites", ok: true, params: { site: displayName ?? name ?? site, reason: "" } };
    }
    const { sites } = await sitesPage(call, null);
    const ok = sites.length > 0;
    return { code: "sites", ok, params: { site: "none", reason: ok ? "" : "none" } };
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.unreadable-place") throw error;
    const reason = error.params.reason === "missing" ? "missing" : "forbidden";
    return { code: "sites", ok: false, params: { site: "none", reason } };
  }
}
