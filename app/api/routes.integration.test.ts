import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { authOptions } from "@/lib/auth/options";
import { beginSourceSignIn } from "@/lib/services/source-connection/begin-sign-in";
import { beginUpload } from "@/lib/services/upload/begin";
import { createWorkflow } from "@/lib/services/workflow/create";
import {
  CALLERS,
  cookieOf,
  createAccessWorld,
  type AccessWorld,
  type Caller,
} from "@/lib/testing/access-world";
import { signInConnection } from "@/lib/testing/access-rows-connections";
import { freshDatabase } from "@/lib/testing/database";
import { authBrowser } from "@/lib/testing/next-auth";
import { OUTSIDE_ROUTES } from "@/lib/testing/outside-routes";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { GET as backFromSignIn } from "./connections/[type]/callback/route";
import { GET as health } from "./health/route";
import { GET as trpcGet, POST as trpcPost } from "./trpc/[trpc]/route";
import { GET as original } from "./workspaces/[workspace]/documents/[id]/original/route";
import { POST as attach } from "./workspaces/[workspace]/workflows/[workflowId]/files/route";
import { PUT as putPart } from "./workspaces/[workspace]/uploads/[id]/parts/[number]/route";
import { POST as upload } from "./workspaces/[workspace]/sources/[sourceId]/documents/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const ORIGIN = "http://localhost:4400";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: AccessWorld;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  vi.stubEnv("NEXTAUTH_URL", ORIGIN);
  database = await freshDatabase();
  services = await testServices(database);
  // What getServices() hands to the routes.
  holder.groundworkServices = Promise.resolve(services);
  world = await createAccessWorld(services);
});
afterAll(async () => {
  delete holder.groundworkServices;
  await services.close();
  await database.stop();
  vi.unstubAllEnvs();
});

type Statuses = Record<Caller, number>;
type Send = (send: { cookie: string; headers?: HeadersInit }) => Promise<Response>;

interface RouteRow {
  readonly statuses: Statuses;
  readonly call: Send;
}

const alike = (status: number): Statuses => ({
  owner: status,
  viewer: status,
  outsider: status,
  anonymous: status,
});
const everybody = alike(200);

function uploadTo(sourceId: string, text: string, search = ""): Send {
  return ({ cookie, headers }) => {
    const { slug } = world.owner.workspace;
    const url = `${ORIGIN}/api/workspaces/${slug}/sources/${sourceId}/documents${search}`;
    const request = new Request(url, {
      method: "POST",
      body: text,
      headers: {
        cookie,
        "content-type": "text/plain",
        "x-file-name": encodeURIComponent("Größen & Preise.txt"),
        ...headers,
      },
    });
    return upload(request, { params: Promise.resolve({ workspace: slug, sourceId }) });
  };
}

const attachFile: Send = async ({ cookie, headers }) => {
  const { slug } = world.owner.workspace;
  const { id: workflowId } = await createWorkflow({
    ctx: world.owner,
    input: { name: "Ask your files", template: "answer-from-attached-files" },
  });
  const request = new Request(`${ORIGIN}/api/workspaces/${slug}/workflows/${workflowId}/files`, {
    method: "POST",
    body: "The garage closes at nine.",
    headers: { cookie, "content-type": "text/plain", "x-file-name": "plan.txt", ...headers },
  });
  return attach(request, { params: Promise.resolve({ workspace: slug, workflowId }) });
};

const sendPart: Send = async ({ cookie, headers }) => {
  const { slug } = world.owner.workspace;
  const body = "Small is 20 cm.";
  const { id } = await beginUpload({
    ctx: world.owner,
    input: {
      sourceId: world.sourceId,
      name: "sizes.txt",
      mimeType: "text/plain",
      size: body.length,
    },
  });
  const url = `${ORIGIN}/api/workspaces/${slug}/uploads/${id}/parts/0`;
  const request = new Request(url, { method: "PUT", body, headers: { cookie, ...headers } });
  return putPart(request, { params: Promise.resolve({ workspace: slug, id, number: "0" }) });
};

function download(slug: string, id: string, cookie: string): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/x`, { headers: { cookie } });
  return original(request, { params: Promise.resolve({ workspace: slug, id }) });
}

/** As the browser of somebody who declined comes back. */
const declineSignIn: Send = async ({ cookie }) => {
  const input = await signInConnection(world);
  const { url } = await beginSourceSignIn({ ctx: world.owner, input });
  const back = new URL(`${ORIGIN}/api/connections/google-drive/callback?error=access_denied`);
  back.searchParams.set("state", new URL(url).searchParams.get("state") ?? "");
  const request = new Request(back, { headers: { cookie } });
  return backFromSignIn(request, { params: Promise.resolve({ type: "google-drive" }) });
};

/** Every route handler, by folder and method; the test fails for one that is missing here. */
const ROWS: Record<string, RouteRow> = {
  "health GET": { statuses: everybody, call: () => health() },
  "trpc/[trpc] GET": {
    statuses: { ...everybody, anonymous: 401 },
    call: ({ cookie }) =>
      trpcGet(new Request(`${ORIGIN}/api/trpc/account.me`, { headers: { cookie } })),
  },
  "trpc/[trpc] POST": {
    statuses: { ...everybody, anonymous: 401 },
    call: ({ cookie, headers }) =>
      trpcPost(
        new Request(`${ORIGIN}/api/trpc/workspace.create`, {
          method: "POST",
          headers: { cookie, "content-type": "application/json", ...headers },
          body: JSON.stringify({ json: { name: "Another" } }),
        }),
      ),
  },
  // Next hands these its own cookies, which exist in a running server only: the library is called directly.
  "auth/[...nextauth] GET": { statuses: everybody, call: () => nextAuth("GET", "session") },
  // Without its own token it signs nobody out, but asks on a page first.
  "auth/[...nextauth] POST": {
    statuses: { owner: 302, viewer: 302, outsider: 302, anonymous: 302 },
    call: () => nextAuth("POST", "signout"),
  },
  "connections/[type]/callback GET": {
    statuses: { owner: 303, viewer: 403, outsider: 404, anonymous: 303 },
    call: declineSignIn,
  },
  "workspaces/[workspace]/sources/[sourceId]/documents POST": {
    statuses: { owner: 201, viewer: 403, outsider: 404, anonymous: 401 },
    call: (send) => uploadTo(world.sourceId, "Small is 20 cm.")(send),
  },
  "workspaces/[workspace]/uploads/[id]/parts/[number] PUT": {
    statuses: { owner: 204, viewer: 403, outsider: 404, anonymous: 401 },
    call: sendPart,
  },
  "workspaces/[workspace]/workflows/[workflowId]/files POST": {
    statuses: { owner: 201, viewer: 201, outsider: 404, anonymous: 401 },
    call: attachFile,
  },
  "workspaces/[workspace]/documents/[id]/original GET": {
    statuses: { owner: 200, viewer: 200, outsider: 404, anonymous: 401 },
    call: ({ cookie }) => download(world.owner.workspace.slug, world.documentId, cookie),
  },
  ...Object.fromEntries(
    Object.entries(OUTSIDE_ROUTES).map(([name, { status, call }]) => [
      name,
      { statuses: alike(status), call },
    ]),
  ),
};

async function nextAuth(method: "GET" | "POST", action: "session" | "signout"): Promise<Response> {
  const { status } = await authBrowser(authOptions(services), {}).call(method, action);
  return new Response(null, { status });
}

const METHODS =
  /^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b|\bas (GET|POST|PUT|PATCH|DELETE)\b/gm;

async function handlersOnDisk(): Promise<string[]> {
  const files = await readdir(import.meta.dirname, { recursive: true });
  const routes = files.filter((file) => path.basename(file) === "route.ts");
  const found = await Promise.all(
    routes.map(async (file) => {
      const text = await readFile(path.join(import.meta.dirname, file), "utf8");
      const methods = [...text.matchAll(METHODS)].map((match) => match[1] ?? match[2] ?? "");
      return methods.map((method) => `${path.dirname(file)} ${method}`);
    }),
  );
  return found.flat().sort();
}

describe("who may call which route", () => {
  it("has a row for every handler on disk", async () => {
    expect(Object.keys(ROWS).sort()).toEqual(await handlersOnDisk());
  });

  describe.each(Object.entries(ROWS))("%s", (_name, row) => {
    it.each(CALLERS)("as %s", async (caller) => {
      const cookie = await cookieOf(world.users[caller]);
      const response = await row.call({ cookie });
      await response.body?.cancel();
      expect(response.status).toBe(row.statuses[caller]);
    });
  });
});

describe("the original of a document", () => {
  const get = async (query: string) => {
    const cookie = await cookieOf(world.users.owner);
    const { slug } = world.owner.workspace;
    const request = new Request(`${ORIGIN}/x${query}`, { headers: { cookie } });
    return original(request, {
      params: Promise.resolve({ workspace: slug, id: world.documentId }),
    });
  };
  const declare = (mimeType: string) =>
    services.db.documentVersion.updateMany({
      where: { documentId: world.documentId },
      data: { mimeType },
    });

  it("is a download, also when it is asked for as a picture and is none", async () => {
    for (const mimeType of ["text/html", "image/svg+xml", "application/pdf"]) {
      await declare(mimeType);
      for (const query of ["", "?as=picture"]) {
        const { headers } = await get(query);
        expect(headers.get("content-type")).toBe("application/octet-stream");
        expect(headers.get("content-disposition")).toMatch(/^attachment;/);
        expect(headers.get("content-security-policy")).toContain("sandbox");
      }
    }
  });

  it("is shown in a page when it is pixels, still without any rights", async () => {
    await declare("image/png");
    const { headers } = await get("?as=picture");
    expect(headers.get("content-type")).toBe("image/png");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });

  it("is of the version that is named, of this document only", async () => {
    const { id } = await services.db.documentVersion.findFirstOrThrow({
      where: { documentId: world.documentId },
    });
    expect((await get(`?version=${id}`)).status).toBe(200);
    expect((await get("?version=another")).status).toBe(404);
  });
});

describe("requests that change something", () => {
  it.each<Record<string, string>>([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ])("are refused from other sites: %o", async (headers) => {
    const cookie = await cookieOf(world.users.owner);
    const before = await services.db.document.count();
    const response = await uploadTo(world.sourceId, "Evil.")({ cookie, headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      error: { code: "request.cross-site", params: {}, kind: "forbidden" },
    });
    expect(await services.db.document.count()).toBe(before);
  });
});

describe("a session cookie", () => {
  it("ends with its version, and can't be forged", async () => {
    const { slug } = world.owner.workspace;
    const user = world.users.owner;
    const stale = await download(slug, world.documentId, await cookieOf(user, 0));
    expect(stale.status).toBe(401);
    const forged = `${await cookieOf(user)}x`;
    expect((await download(slug, world.documentId, forged)).status).toBe(401);
  });
});

describe("an upload", () => {
  it("keeps its name and its bytes", async () => {
    const cookie = await cookieOf(world.users.owner);
    const response = await uploadTo(world.sourceId, "Large is 40 cm.")({ cookie });
    const { id } = (await response.json()) as { id: string };
    const file = await download(world.owner.workspace.slug, id, cookie);
    expect(await file.text()).toBe("Large is 40 cm.");
    expect(file.headers.get("content-disposition")).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent("Größen & Preise.txt")}`,
    );
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
  });

  it("replaces the document that the query names", async () => {
    const { owner, sourceId } = world;
    const old = await uploadText(owner, { sourceId, name: "old.txt", text: "Old." });
    const cookie = await cookieOf(world.users.owner);
    const response = await uploadTo(sourceId, "New sizes.", `?replace=${old.id}`)({ cookie });
    expect(await response.json()).toEqual(old);
  });

  const refused: {
    why: string;
    text?: string;
    headers?: Record<string, string>;
    status: number;
  }[] = [
    { why: "says it is too large", headers: { "content-length": "300000000" }, status: 413 },
    { why: "is empty", text: "", status: 400 },
    { why: "has no name", headers: { "x-file-name": "" }, status: 400 },
    { why: "has a name that isn't encoded", headers: { "x-file-name": "100%" }, status: 400 },
  ];
  it.each(refused)("is refused when it $why", async ({ text = "x", headers, status }) => {
    const cookie = await cookieOf(world.users.owner);
    const response = await uploadTo(world.sourceId, text)({ cookie, headers });
    expect(response.status).toBe(status);
  });
});
