import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInAt, startOidcProvider, type OidcServer } from "@/e2e/servers/oidc-provider/server";
import { DELEGATED } from "@/lib/connectors/sharepoint/sign-in";
import { READ_FILES } from "@/lib/connectors/google-drive/sign-in";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { allowHost } from "../network/allow";
import { beginSourceSignIn, redirectUriOf } from "./begin-sign-in";
import { createSourceConnection } from "./create";
import { finishSourceSignIn } from "./finish-sign-in";
import { openSource } from "./open";

/** The same dance with an authorisation server that other people wrote. */
let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const APP = { clientId: "groundwork", clientSecret: "canary-secret-of-the-app-of-this-test" };
const KINDS = [
  {
    type: "sharepoint",
    hosts: ["loginHost", "graphHost"],
    more: { tenant: "contoso" },
    scopes: DELEGATED,
    authorization: "/contoso/oauth2/v2.0/authorize",
    token: "/contoso/oauth2/v2.0/token",
  },
  {
    type: "google-drive",
    hosts: ["loginHost", "apiHost"],
    more: {},
    scopes: [READ_FILES],
    authorization: "/o/oauth2/v2/auth",
    token: "/token",
  },
] as const;

describe.each(KINDS)("signing in for $type", ({ type, hosts, more, ...service }) => {
  let server: OidcServer;
  let ctx: WorkspaceContext;
  beforeAll(async () => {
    server = await startOidcProvider({ ...APP, ...service, redirectUri: redirectUriOf(type) });
    ctx = await services.newWorkspace();
    await allowHost({ ctx, input: { host: "127.0.0.1", port: server.port } });
    return () => server.close();
  });

  async function connect(clientSecret = APP.clientSecret): Promise<string> {
    const places = Object.fromEntries(hosts.map((host) => [host, server.origin]));
    const values = { ...more, ...places, clientId: APP.clientId, clientSecret };
    const input = { type, name: "Files", method: "sign-in", values };
    return (await createSourceConnection({ ctx, input })).id;
  }
  const begin = async (id: string) => (await beginSourceSignIn({ ctx, input: { id } })).url;
  const finish = (back: URL, state = back.searchParams.get("state") ?? "") =>
    finishSourceSignIn({
      ctx,
      input: {
        type,
        state,
        code: back.searchParams.get("code"),
        error: back.searchParams.get("error"),
      },
    });
  const tokenOf = async (id: string, refused?: string) =>
    (await openSource(ctx, id, AbortSignal.timeout(20_000))).call.accessToken(refused);
  async function signedIn(): Promise<string> {
    const id = await connect();
    await finish(await signInAt(await begin(id)));
    return id;
  }

  it("gives a token for what was asked for, which is renewed once for all who need it, again and again", async () => {
    const id = await signedIn();
    const first = await tokenOf(id);
    const given = await server.describe(first);
    expect(given?.clientId).toBe(APP.clientId);
    const reads = service.scopes.filter((scope) => scope !== "offline_access");
    expect(given?.scope.split(" ")).toEqual(expect.arrayContaining(reads));
    let token = first;
    for (let times = 0; times < 3; times++) {
      const before = server.grants.length;
      const [next = "", ...others] = await Promise.all(
        Array.from({ length: 4 }, () => tokenOf(id, token)),
      );
      expect(new Set(others)).toEqual(new Set([next]));
      expect(next).not.toBe(token);
      expect(await server.describe(next)).not.toBeNull();
      // A refresh token that came a second time would have ended it all.
      expect(server.grants.slice(before)).toEqual([{ type: "refresh_token", given: true }]);
      token = next;
    }
  });

  it("has to be done anew once an old refresh token came again", async () => {
    const id = await signedIn();
    const where = { id };
    const { sealedTokens } = await services.db.sourceConnection.findUniqueOrThrow({
      where,
      select: { sealedTokens: true },
    });
    const next = await tokenOf(id, await tokenOf(id));
    await services.db.sourceConnection.update({ where, data: { sealedTokens } });
    await expect(tokenOf(id, await tokenOf(id))).rejects.toMatchObject({
      code: "connector.reconnect",
    });
    expect(await server.describe(next)).toBeNull();
    await finish(await signInAt(await begin(id)));
    expect(await server.describe(await tokenOf(id))).not.toBeNull();
  });

  it("gives nothing for a code that comes with another sign-in's verifier, or again", async () => {
    const id = await connect();
    const [one, other] = [await begin(id), await begin(id)];
    const back = await signInAt(one);
    const stateOfOther = new URL(other).searchParams.get("state") ?? "";
    await expect(finish(back, stateOfOther)).rejects.toMatchObject({ code: "connector.sign-in" });
    const again = await signInAt(await begin(id));
    await finish(again);
    await expect(finish(again)).rejects.toMatchObject({ code: "connector.sign-in" });
    expect(await server.describe(await tokenOf(id))).toBeNull();
  });

  it("says that somebody turned away, and that the app's secret is wrong", async () => {
    const id = await connect();
    const denied = await signInAt(await begin(id), { agrees: false });
    await expect(finish(denied)).rejects.toMatchObject({
      code: "connector.sign-in",
      params: { reason: "denied" },
    });
    const wrong = await connect("another-secret-than-the-one-of-the-app");
    const back = await signInAt(await begin(wrong));
    const failure: unknown = await finish(back).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "connector.sign-in" });
    expect(JSON.stringify(failure)).not.toContain("another-secret");
  });
});
