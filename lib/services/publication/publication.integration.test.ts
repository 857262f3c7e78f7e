import { hashSecret } from "@/lib/crypto/secret";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createSource } from "../source/create";
import { publishVersion } from "../version/publish";
import { createWorkflow } from "../workflow/create";
import { getWorkflow } from "../workflow/get";
import { getAudience } from "./audience";
import { confirmSource } from "./confirm-source";
import { createKey } from "./create-key";
import { getPublication } from "./get";
import { setAccessInput } from "./inputs";
import { invite } from "./invite";
import { listKeys } from "./list-keys";
import { renewIdentityKey } from "./renew-identity-key";
import { revokeKey } from "./revoke-key";
import { setAccess } from "./set-access";
import { setLimits } from "./set-limits";
import { switchChannel } from "./switch-channel";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let ctx: WorkspaceContext;
let workflowId: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  const input = { name: "Handbook", template: "answer-from-documents" as const };
  ({ id: workflowId } = await createWorkflow({ ctx, input }));
});

const open = (channel: "widget" | "page" | "api", on = true) =>
  switchChannel({ ctx, input: { workflowId, channel, on } });
const goLive = async () => {
  const { revision } = await getWorkflow({ ctx, input: { id: workflowId } });
  await publishVersion({ ctx, input: { workflowId, baseRevision: revision, note: "" } });
};
const allow = (origins: string[]) =>
  setAccess({
    ctx,
    input: { workflowId, access: { channel: "widget", origins, identified: false } },
  });
const revisionOf = async (channel: "widget" | "page") => {
  const row = await services.db.publicationChannel.findFirstOrThrow({
    where: { channel, publication: { workflowId } },
  });
  return row.accessRevision;
};

describe("a publication", () => {
  it("is closed in every way before anybody sets anything", async () => {
    const { id, channels } = await getPublication({ ctx, input: { workflowId } });
    expect(id).toBeNull();
    expect(channels.map(({ channel, on }) => [channel, on])).toEqual([
      ["widget", false],
      ["page", false],
      ["form", false],
      ["api", false],
      ["mcp", false],
    ]);
  });

  it("opens no channel before a version is published", async () => {
    await allow(["https://shop.example"]);
    await expect(open("widget")).rejects.toMatchObject({ code: "publication.not-live" });
    await goLive();
    await open("widget");
    const { channels } = await getPublication({ ctx, input: { workflowId } });
    expect(channels[0]).toMatchObject({ channel: "widget", on: true });
  });

  it("opens no channel for which nobody was chosen, and no page without its password", async () => {
    await goLive();
    await expect(open("widget")).rejects.toMatchObject({ code: "publication.nobody" });
    await expect(open("page")).rejects.toMatchObject({ code: "publication.nobody" });
    const access = { channel: "page", who: "password" } as const;
    await setAccess({ ctx, input: { workflowId, access } });
    await expect(open("page")).rejects.toMatchObject({ code: "publication.no-password" });
    await setAccess({ ctx, input: { workflowId, access, password: "open sesame" } });
    await open("page");
    const stored = await services.db.publicationChannel.findFirstOrThrow({
      where: { channel: "page", publication: { workflowId } },
    });
    expect(stored.passwordHash).toMatch(/^\$scrypt\$/);
  });

  it("closes a channel whose last site is taken away, and ends what was given before", async () => {
    await goLive();
    await allow(["https://shop.example"]);
    await open("widget");
    const before = await revisionOf("widget");
    await allow([]);
    const { channels } = await getPublication({ ctx, input: { workflowId } });
    expect(channels[0]).toMatchObject({ on: false });
    expect(await revisionOf("widget")).toBeGreaterThan(before);
  });

  it.each([
    "*",
    "https://*.shop.example",
    "shop.example",
    "https://shop.example/",
    "https://shop.example/page",
    "http://shop.example",
    "https://SHOP.example",
    "https://user@shop.example",
    "null",
    "",
  ])("takes no origin that is not exact: %s", (origin) => {
    const access = { channel: "widget", origins: [origin] };
    expect(setAccessInput.safeParse({ workflowId, access }).success).toBe(false);
  });
});

describe("secrets of a publication", () => {
  it("are shown once and kept as hashes or sealed", async () => {
    const { key } = await createKey({
      ctx,
      input: { workflowId, name: "Shop", expiresInDays: 30 },
    });
    const { key: identityKey } = await renewIdentityKey({ ctx, input: { workflowId } });
    const { url } = await invite({
      ctx,
      input: { workflowId, email: "ada@example.com", channel: "page", by: "link" },
    });
    const token = url?.split("invitation=")[1] ?? "";
    const rows = await Promise.all([
      services.db.apiKey.findMany(),
      services.db.publication.findMany(),
      services.db.publicationInvitation.findMany(),
      services.db.auditEvent.findMany(),
    ]);
    for (const secret of [key, identityKey, token]) {
      expect(secret.length).toBeGreaterThan(40);
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
    const stored = rows[0].find(({ keyHash }) => keyHash === hashSecret(key));
    expect(stored?.hint).toBe(key.slice(-4));
  });

  it("of a revoked key are no longer listed", async () => {
    const { id } = await createKey({ ctx, input: { workflowId, name: "A", expiresInDays: null } });
    expect(await listKeys({ ctx, input: { workflowId } })).toHaveLength(1);
    await revokeKey({ ctx, input: { workflowId, id } });
    expect(await listKeys({ ctx, input: { workflowId } })).toEqual([]);
    await expect(revokeKey({ ctx, input: { workflowId, id } })).rejects.toMatchObject({
      code: "api-key.not-found",
    });
  });
});

describe("the audience", () => {
  it("names the sources that no visitor is answered from yet", async () => {
    await goLive();
    await allow(["https://shop.example"]);
    await open("widget");
    const [source] = (await getAudience({ ctx, input: { workflowId } })).sources;
    expect(source).toMatchObject({ live: true, draft: true, confirmed: null, suffices: false });
    const sourceId = source?.sourceId ?? "";
    const confirm = (audience: "invited" | "anyone") =>
      confirmSource({ ctx, input: { workflowId, sourceId, audience } });
    await confirm("invited");
    expect(await getAudience({ ctx, input: { workflowId } })).toMatchObject({
      widest: "anyone",
      sources: [{ confirmed: { audience: "invited" }, suffices: false }],
    });
    await confirm("anyone");
    expect((await getAudience({ ctx, input: { workflowId } })).sources[0]?.suffices).toBe(true);
  });

  it("takes no source of another workspace", async () => {
    const stranger = await services.newWorkspace();
    const { id: sourceId } = await createSource({ ctx: stranger, input: { name: "Theirs" } });
    await expect(
      confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } }),
    ).rejects.toMatchObject({ code: "source.not-found" });
  });
});

it("keeps limits and gives them back", async () => {
  const limits = {
    visitorPerMinute: 3,
    publicationPerMinute: 30,
    keyPerMinute: 5,
    dailyCap: 2.5,
    retentionDays: 30,
  };
  await setLimits({ ctx, input: { workflowId, limits } });
  expect((await getPublication({ ctx, input: { workflowId } })).limits).toEqual(limits);
});
