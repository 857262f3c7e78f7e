import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SCOPES, startGoogleDrive, type GoogleDrive } from "@/e2e/servers/google-drive/server";
import { startMicrosoftGraph, type MicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";
import { allowHost } from "@/lib/services/network/allow";
import { beginSourceSignIn } from "@/lib/services/source-connection/begin-sign-in";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { openSource } from "@/lib/services/source-connection/open";
import { testSourceConnection } from "@/lib/services/source-connection/test";
import { cookieOf, createAccessWorld, type AccessWorld } from "@/lib/testing/access-world";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { GET } from "./route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const ORIGIN = "http://localhost:4400";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: AccessWorld;
let graph: MicrosoftGraph;
let drive: GoogleDrive;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  vi.stubEnv("NEXTAUTH_URL", ORIGIN);
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
});
beforeEach(async () => {
  world = await createAccessWorld(services);
  graph = await startMicrosoftGraph();
  graph.world.addUser("erika");
  graph.world.addSite({ path: "sites/people", name: "People" });
  drive = await startGoogleDrive();
  drive.signIn.person = drive.world.addPerson("erika").email;
  for (const server of [graph, drive]) {
    const port = Number(new URL(server.api).port);
    await allowHost({ ctx: world.owner, input: { host: "127.0.0.1", port } });
  }
  return () => Promise.all([graph.close(), drive.close()]);
});
afterAll(async () => {
  delete holder.groundworkServices;
  await services.close();
  await database.stop();
  vi.unstubAllEnvs();
});

async function connect(
  type: "sharepoint" | "google-drive",
  more: Readonly<Record<string, string>> = {},
) {
  const own =
    type === "sharepoint"
      ? { tenant: graph.world.tenant, loginHost: graph.api, graphHost: graph.api, ...graph.app }
      : { loginHost: drive.api, apiHost: drive.api, ...drive.clients };
  const texts = Object.entries(own).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  const values = { ...Object.fromEntries(texts), ...more };
  const input = { type, name: "Company files", method: "sign-in", values };
  return createSourceConnection({ ctx: world.owner, input });
}

const begin = (id: string) => beginSourceSignIn({ ctx: world.owner, input: { id } });

/** What the browser of somebody who agrees or declines comes back with. */
async function decide(url: string, word: "Accept" | "Cancel"): Promise<URL> {
  const page = await (await fetch(url)).text();
  const [, address = ""] = new RegExp(`<a href="([^"]+)">${word}`).exec(page) ?? [];
  return new URL(address.replaceAll("&#38;", "&"));
}

async function comeBack(url: URL, who: "owner" | "viewer" | "outsider" | "anonymous" = "owner") {
  const request = new Request(url, { headers: { cookie: await cookieOf(world.users[who]) } });
  const type = url.pathname.split("/").at(-2) ?? "";
  return GET(request, { params: Promise.resolve({ type }) });
}

const tokensOf = async (id: string) => {
  const { sealedTokens } = await services.db.sourceConnection.findUniqueOrThrow({
    where: { id },
    select: { sealedTokens: true },
  });
  return sealedTokens;
};

describe.each(["sharepoint", "google-drive"] as const)("signing in at %s", (type) => {
  it("connects, and what was given is stored sealed", async () => {
    const { id } = await connect(type);
    const { url } = await begin(id);
    expect(new URL(url).searchParams.get("code_challenge_method")).toBe("S256");
    const back = await decide(url, "Accept");
    expect(back.href).toContain(`${ORIGIN}/api/connections/${type}/callback`);
    const response = await comeBack(back);
    expect(response.status).toBe(303);
    const { slug } = world.owner.workspace;
    expect(response.headers.get("location")).toBe(`/${slug}/connections?signedIn=${id}`);
    const sealed = await tokensOf(id);
    expect(sealed).toMatch(/^v1\./);
    const { checks } = await testSourceConnection({
      ctx: world.owner,
      input: { id },
      signal: undefined,
    });
    expect(checks.find(({ code }) => code === "credentials")).toMatchObject({ ok: true });
  });

  it("says so when the person declined", async () => {
    const { id } = await connect(type);
    const response = await comeBack(await decide((await begin(id)).url, "Cancel"));
    expect(response.headers.get("location")).toContain("signInFailed=denied");
    expect(await tokensOf(id)).toBeNull();
  });

  it("takes a code once", async () => {
    const { id } = await connect(type);
    const back = await decide((await begin(id)).url, "Accept");
    await comeBack(back);
    expect((await comeBack(back)).headers.get("location")).toContain("signInFailed=expired");
  });

  it.each([
    ["viewer", 403],
    ["outsider", 404],
  ] as const)("is ended by nobody else: %s", async (who, status) => {
    const { id } = await connect(type);
    const back = await decide((await begin(id)).url, "Accept");
    expect((await comeBack(back, who)).status).toBe(status);
    expect(await tokensOf(id)).toBeNull();
  });

  it("is not ended by nobody, who is asked to sign in and told, and is not handed the code", async () => {
    const { id } = await connect(type);
    const back = await decide((await begin(id)).url, "Accept");
    const location = (await comeBack(back, "anonymous")).headers.get("location") ?? "";
    const { slug } = world.owner.workspace;
    const { pathname, searchParams } = new URL(location, ORIGIN);
    expect(pathname).toBe("/sign-in");
    expect(searchParams.get("next")).toBe(`/${slug}/connections?signInFailed=session`);
    expect(await tokensOf(id)).toBeNull();
  });

  it("takes no state that another person began, or nobody", async () => {
    const { id } = await connect(type);
    const { userId } = world.viewer.actor;
    const other = { ...world.owner, actor: { ...world.owner.actor, userId } };
    const { url } = await beginSourceSignIn({ ctx: other, input: { id } });
    const back = await decide(url, "Accept");
    expect((await comeBack(back)).headers.get("location")).toContain("signInFailed=expired");
    back.searchParams.set("state", `${world.owner.workspace.slug}~v1.a.b.c`);
    expect((await comeBack(back)).headers.get("location")).toContain("signInFailed=expired");
    back.searchParams.set("state", "/evil.example~v1.a.b.c");
    expect((await comeBack(back)).status).toBe(404);
    expect(await tokensOf(id)).toBeNull();
  });
});

it("asks for the right to write only where it is switched on, and says so when it was not granted", async () => {
  const scopesAt = (url: string) => new URL(url).searchParams.get("scope")?.split(" ");
  const reading = await begin((await connect("google-drive")).id);
  expect(scopesAt(reading.url)).toEqual([SCOPES.drive]);
  const { id } = await connect("google-drive", { writes: "yes" });
  const { url } = await begin(id);
  expect(scopesAt(url)).toEqual([SCOPES.drive, SCOPES.file]);
  drive.signIn.declined = [SCOPES.file];
  const declined = await comeBack(await decide(url, "Accept"));
  expect(declined.headers.get("location")).toContain("signInFailed=scopes");
  expect(await tokensOf(id)).toBeNull();
  drive.signIn.declined = [];
  await comeBack(await decide((await begin(id)).url, "Accept"));
  const { checks } = await testSourceConnection({
    ctx: world.owner,
    input: { id },
    signal: undefined,
  });
  expect(checks.find(({ code }) => code === "writing")).toMatchObject({ ok: true });
});

it("keeps the refresh token of before where the service gives none anew", async () => {
  const { id } = await connect("google-drive");
  await comeBack(await decide((await begin(id)).url, "Accept"));
  drive.signIn.grants.expireAccess();
  const again = new URL((await begin(id)).url);
  again.searchParams.delete("prompt");
  const response = await comeBack(await decide(again.href, "Accept"));
  expect(response.headers.get("location")).toContain("signedIn=");
  drive.signIn.grants.expireAccess();
  const { checks } = await testSourceConnection({
    ctx: world.owner,
    input: { id },
    signal: undefined,
  });
  expect(checks.every(({ ok }) => ok)).toBe(true);
});

it("says that something is missing when the person left out a permission", async () => {
  const { id } = await connect("google-drive");
  drive.signIn.declined = ["https://www.googleapis.com/auth/drive.readonly"];
  const response = await comeBack(await decide((await begin(id)).url, "Accept"));
  expect(response.headers.get("location")).toContain("signInFailed=scopes");
});

it("15. uses a refresh token that rotates once, however many workers need a new token", async () => {
  const { id } = await connect("sharepoint");
  await comeBack(await decide((await begin(id)).url, "Accept"));
  const signal = new AbortController().signal;
  const workers = await Promise.all([1, 2, 3].map(() => openSource(world.owner, id, signal)));
  const ended = await workers[0]?.call.accessToken();
  const asked = () => graph.calls.filter(({ path }) => path.includes("/token")).length;
  const before = asked();
  const tokens = await Promise.all(workers.map(({ call }) => call.accessToken(ended)));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).not.toBe(ended);
  expect(asked() - before).toBe(1);
});
