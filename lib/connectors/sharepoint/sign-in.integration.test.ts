import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { TEST_CERTIFICATE, TEST_PRIVATE_KEY } from "@/e2e/servers/microsoft-graph/certificate";
import { startMicrosoftGraph, type MicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";
import { pagesAfter } from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime, Tokens } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { sharepoint } from "./definition";
import { sharepointRuntime } from "./runtime";

const servers: MicrosoftGraph[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function tenant() {
  const server = await startMicrosoftGraph({ certificate: TEST_CERTIFICATE });
  servers.push(server);
  const site = server.world.addSite({ path: "sites/people", name: "People" });
  const drive = server.world.addDrive(site.id, "Documents");
  server.world.addUser("erika");
  const place = {
    tenant: server.world.tenant,
    clientId: server.app.clientId,
    loginHost: server.api,
    graphHost: server.api,
  };
  const withSecret = (method: "app-secret" | "sign-in", clientSecret = server.app.clientSecret) =>
    sharepoint.credentials.parse({ method, ...place, clientSecret });
  const withCertificate = (certificateAndPrivateKey: string) =>
    sharepoint.credentials.parse({ method: "app-certificate", ...place, certificateAndPrivateKey });
  return { server, site, drive, withSecret, withCertificate };
}

const runtime: ConnectorRuntime = sharepointRuntime;
const REDIRECT = "https://groundwork.example/api/connections/sharepoint/callback";
const VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";
const challenge = createHash("sha256").update(VERIFIER).digest("base64url");

/** What the browser of somebody who agrees comes back with. */
async function agree(address: URL): Promise<URL> {
  const page = await (await fetch(address)).text();
  const [, accept = ""] = /<a href="([^"]+)">Accept/.exec(page) ?? [];
  return new URL(accept.replaceAll("&#38;", "&"));
}

describe("an app with a certificate", () => {
  it("signs in with it", async () => {
    const { withCertificate } = await tenant();
    const credentials = withCertificate(`${TEST_CERTIFICATE}\n${TEST_PRIVATE_KEY}`);
    const { checks } = await runtime.test(connectorCall(sharepointRuntime, credentials));
    expect(checks.map(({ code, ok }) => ({ code, ok }))).toEqual([
      { code: "credentials", ok: true },
      { code: "sites", ok: true },
    ]);
  });

  it.each([["no certificate at all"], [`${TEST_CERTIFICATE}\nand no key`]])(
    "is told what is wrong: %j",
    async (pasted) => {
      const { withCertificate } = await tenant();
      const call = connectorCall(sharepointRuntime, withCertificate(pasted));
      const { checks } = await runtime.test(call);
      expect(checks).toEqual([
        { code: "credentials", ok: false, params: { reason: "certificate" } },
      ]);
    },
  );
});

describe("what is wrong is named", () => {
  it.each(["secret", "expired", "consent"])("%s", async (reason) => {
    const { server, withSecret } = await tenant();
    server.signIn.secretExpired = reason === "expired";
    server.signIn.consented = reason !== "consent";
    const credentials = withSecret("app-secret", reason === "secret" ? "wrong" : undefined);
    const { checks } = await runtime.test(connectorCall(sharepointRuntime, credentials));
    expect(checks).toEqual([{ code: "credentials", ok: false, params: { reason } }]);
  });
});

describe("somebody who signs in", () => {
  const dance = async () => {
    const { server, site, drive, withSecret } = await tenant();
    const credentials = withSecret("sign-in");
    const { signIn } = sharepointRuntime;
    if (!signIn) throw new Error("no dance");
    const back = await agree(
      signIn.authorizeUrl(credentials, { redirectUri: REDIRECT, state: "state-1", challenge }),
    );
    const code = back.searchParams.get("code") ?? "";
    const call = connectorCall(sharepointRuntime, credentials);
    return { server, site, drive, credentials, signIn, back, code, call };
  };

  it("gives tokens, which are renewed with a new refresh token each time", async () => {
    const { server, site, drive, credentials, signIn, back, code, call } = await dance();
    expect(back.searchParams.get("state")).toBe("state-1");
    const got = { code, verifier: VERIFIER, redirectUri: REDIRECT };
    const stored = await signIn.exchange(call, got);
    expect(stored.scopes).toContain("Sites.Read.All");
    const signedIn = () => connectorCall(sharepointRuntime, credentials, { stored });
    const scope = { siteId: site.id, driveId: drive.id };
    const world = { call: signedIn, scope } as Parameters<typeof pagesAfter>[1];
    expect(await pagesAfter(runtime, world, null)).toMatchObject([{ done: true }]);
    const renewed = (await sharepointRuntime.renew?.(call, stored)) as Tokens;
    expect(renewed.refreshToken).not.toBe(stored.refreshToken);
    await expect(sharepointRuntime.renew?.(call, stored)).rejects.toMatchObject({
      code: "connector.reconnect",
      params: { reason: "revoked" },
    });
    server.signIn.grants.revoke([...server.world.users.keys()][0] ?? null);
    await expect(sharepointRuntime.renew?.(call, renewed)).rejects.toMatchObject({
      code: "connector.reconnect",
    });
  });

  it("gives none for a code with another verifier, or used twice", async () => {
    const { signIn, code, call } = await dance();
    const got = { code, verifier: "another", redirectUri: REDIRECT };
    await expect(signIn.exchange(call, got)).rejects.toMatchObject({ code: "connector.sign-in" });
    const again = { ...got, verifier: VERIFIER };
    await expect(signIn.exchange(call, again)).rejects.toMatchObject({ code: "connector.sign-in" });
  });
});
