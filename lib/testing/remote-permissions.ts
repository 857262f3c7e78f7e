import { TEST_CERTIFICATE, TEST_PRIVATE_KEY } from "@/e2e/servers/microsoft-graph/certificate";
import { startMicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";
import type { Role } from "@/lib/auth/permissions";
import { allowHost } from "@/lib/services/network/allow";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { createStore } from "@/lib/services/store/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import type { TestServices } from "./services";
import { linkSource, syncToEnd, textsOf } from "./synced-source";

/** A workspace with a SharePoint of the test's own, whose app may read permissions, and a store of one of its libraries. */
export async function permittedSource(services: TestServices) {
  const ctx = await services.newWorkspace();
  const server = await startMicrosoftGraph({ certificate: TEST_CERTIFICATE });
  const { world, app } = server;
  const site = world.addSite({ path: "sites/people", name: "People" });
  const drive = world.addDrive(site.id, "Documents");
  for (const origin of [server.api, server.download]) {
    await allowHost({ ctx, input: { host: "127.0.0.1", port: Number(new URL(origin).port) } });
  }
  const { id: connectionId } = await createSourceConnection({
    ctx,
    input: {
      type: "sharepoint",
      name: "Company files",
      method: "app-certificate",
      values: {
        tenant: world.tenant,
        clientId: app.clientId,
        certificateAndPrivateKey: `${TEST_CERTIFICATE}\n${TEST_PRIVATE_KEY}`,
        loginHost: server.api,
        graphHost: server.api,
        sharePointHost: server.api,
      },
    },
  });
  const { id: storeId } = await createStore({ ctx, input: { name: "Everything" } });
  /** Makes the source; its first sync waits. */
  const begin = async ({
    respectsPermissions = true,
    ...filters
  }: { respectsPermissions?: boolean; include?: string[] } = {}) => {
    const { id: sourceId } = await createSync({
      ctx,
      input: createSyncInput.parse({
        connectionId,
        name: "People",
        scope: JSON.stringify({ siteId: site.id, driveId: drive.id }),
        label: "Documents",
        filters,
        everyMinutes: 60,
        respectsPermissions,
      }),
    });
    await linkSource(services, ctx, { storeId, sourceId });
    return {
      sourceId,
      sync: () => syncToEnd(services, ctx, { id: sourceId }),
      texts: () => textsOf(services, { workspaceId: ctx.workspace.id, sourceId }),
    };
  };
  /** A member whose address is that of a person of the directory. */
  const join = async (
    email: string,
    { confirmed = true, role = "viewer" }: { confirmed?: boolean; role?: Role } = {},
  ) => {
    const member = await services.join(ctx.workspace, role);
    const { userId } = member.actor;
    await services.db.user.update({ where: { id: userId }, data: { email } });
    await services.db.membership.updateMany({
      where: { userId },
      data: { addressConfirmedAt: confirmed ? new Date() : null },
    });
    return member;
  };
  return { ctx, server, world, site, drive, connectionId, storeId, begin, join };
}

/** Entries of permissions as Graph sends them; their ids are their grantees. */
export const grant = {
  user: (mail: string) => ({
    id: `user ${mail}`,
    roles: ["read"],
    grantedToV2: { user: { id: mail, email: mail } },
  }),
  group: (id: string) => ({
    id: `group ${id}`,
    roles: ["read"],
    grantedToV2: { group: { id, displayName: id } },
  }),
  siteGroup: (id: number) => ({
    id: `site group ${String(id)}`,
    roles: ["read"],
    grantedToV2: { siteGroup: { id: String(id), displayName: "Members" } },
  }),
};
