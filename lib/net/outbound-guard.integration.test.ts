import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetch as plainFetch } from "undici";
import { isAppError } from "@/lib/errors/app-error";
import type { Lookup } from "./guarded-agent";
import { createOutbound, type Outbound } from "./outbound";

/** Answers "SECRET" to whoever gets through, on every loopback address, and counts who did. */
let secret: Server;
let port: number;
let hits = 0;
let outbound: Outbound;

/** What each name resolves to; a list of lists answers in turn, then repeats the last. */
const names: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "private.test": [["127.0.0.1"]],
  "lan.test": [["192.168.0.10"]],
  "mixed.test": [["45.45.45.45", "127.0.0.1"]],
  "mixed6.test": [["2606:4700::1111", "::1"]],
  "mapped.test": [["::ffff:127.0.0.1"]],
  "metadata.test": [["169.254.169.254"]],
  "azure.test": [["168.63.129.16"]],
  "nat64.test": [["64:ff9b::7f00:1"]],
  "garbage.test": [["not-an-address"]],
  // 2d00::/8 is not assigned to anybody, so the first answer passes and leads nowhere.
  "rebind.test": [["2d00::1"], ["127.0.0.1"]],
};
const asked = new Map<string, number>();
const lookup: Lookup = (hostname, _options, callback) => {
  const answers = names[hostname.replace(/\.$/, "")];
  const turn = asked.get(hostname) ?? 0;
  asked.set(hostname, turn + 1);
  const answer = answers?.[Math.min(turn, answers.length - 1)] ?? [];
  callback(
    null,
    answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  );
};

beforeAll(async () => {
  secret = createServer((request, response) => {
    hits += 1;
    const to = new URL(request.url ?? "/", "http://x").searchParams.get("to");
    if (to) response.writeHead(302, { location: to }).end();
    else response.end("SECRET");
  });
  await new Promise<void>((resolve) => secret.listen(0, "::", resolve));
  port = (secret.address() as AddressInfo).port;
  // The port is public here, so that a refusal is never only about the port.
  outbound = createOutbound({ lookup, publicPorts: [port] });
});
afterAll(async () => {
  await outbound.close();
  await new Promise((resolve) => secret.close(resolve));
});

async function refusal(request: Promise<Response>): Promise<unknown> {
  try {
    const response = await request;
    return `answered ${await response.text()}`;
  } catch (error) {
    return isAppError(error) ? { code: error.code, ...error.params } : error;
  }
}

const hostile = [
  "127.0.0.1",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0177.0.0.1",
  "017700000001",
  "127.1",
  "127.0.1",
  "127.0.0.1.",
  "127.127.127.127",
  "0",
  "0.0.0.0",
  "１２７。０。０。１",
  "①②⑦.⓪.⓪.①",
  "localhost",
  "LOCALHOST",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.0.1",
  "100.64.0.1",
  "100.100.100.200",
  "169.254.169.254",
  "2852039166",
  "168.63.129.16",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "[::1]",
  "[::]",
  "[::7f00:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[0:0:0:0:0:ffff:7f00:0001]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[2001:0:7f00:1::]",
  "[fd00:ec2::254]",
  "[fe80::1]",
  "[ff02::1]",
  "private.test",
  "private.test.",
  "lan.test",
  "mixed.test",
  "mixed6.test",
  "mapped.test",
  "metadata.test",
  "azure.test",
  "nat64.test",
  "garbage.test",
];

describe("a host inside", () => {
  it.each(["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:7f00:1]"])(
    "would answer on %s without the guard",
    async (host) => {
      const response = await plainFetch(`http://${host}:${String(port)}/`);
      expect(await response.text()).toBe("SECRET");
    },
  );

  it.each(hostile)("is not called as %s", async (host) => {
    const before = hits;
    // `localhost` is looked up like any name; the others are literals or names of the table.
    const guard = host.toLowerCase().startsWith("localhost")
      ? createOutbound({ publicPorts: [port] })
      : outbound;
    expect(await refusal(guard.fetch(`http://${host}:${String(port)}/`))).toMatchObject({
      code: "outbound.blocked",
      reason: "address",
    });
    expect(hits).toBe(before);
  });

  it.each(hostile)("is not called as %s through the dispatcher", async (host) => {
    const before = hits;
    const guard = host.toLowerCase().startsWith("localhost")
      ? createOutbound({ publicPorts: [port] })
      : outbound;
    await expect(
      plainFetch(`http://${host}:${String(port)}/`, { dispatcher: guard.dispatcher }),
    ).rejects.toThrow();
    expect(hits).toBe(before);
  });

  it.each(hostile)("is not connected to as %s without HTTP", async (host) => {
    const guard = host.toLowerCase().startsWith("localhost")
      ? createOutbound({ publicPorts: [port] })
      : outbound;
    const target = { host, port, usualPorts: [port] };
    const socket = guard.connect(target, { signal: new AbortController().signal });
    await expect(socket).rejects.toMatchObject({
      code: "outbound.blocked",
      params: { reason: "address" },
    });
  });

  it("is not called by a name that turns private after the first answer", async () => {
    const before = hits;
    const request = () =>
      outbound.fetch(`http://rebind.test:${String(port)}/`, { connectTimeoutMs: 500 });
    expect(await refusal(request())).toMatchObject({
      code: expect.stringMatching(/unreachable|timeout/) as string,
    });
    expect(await refusal(request())).toMatchObject({ code: "outbound.blocked" });
    expect(await refusal(request())).toMatchObject({ code: "outbound.blocked" });
    expect(hits).toBe(before);
  });
});

describe("a redirect", () => {
  const through = (to: string) =>
    outbound
      .allowing((host, at) => host === "127.0.0.1" && at === port)
      .fetch(`http://127.0.0.1:${String(port)}/?to=${encodeURIComponent(to)}`);

  it.each([
    "http://127.0.0.2:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.2]:PORT/",
    "http://private.test:PORT/",
    "http://mixed.test:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "//private.test:PORT/",
    "http://127.0.0.1:1/",
  ])("does not lead to %s", async (to) => {
    const before = hits;
    expect(await refusal(through(to.replace("PORT", String(port))))).toMatchObject({
      code: "outbound.blocked",
    });
    expect(hits).toBe(before + 1);
  });

  it.each([
    "file:///etc/passwd",
    "ftp://45.45.45.45/",
    "data:text/plain,SECRET",
    "http://user:pw@45.45.45.45/",
  ])("does not lead to %s", async (to) => {
    expect(await refusal(through(to))).toMatchObject({ code: "outbound.blocked" });
  });
});

describe("an address of the wrong kind", () => {
  it.each([
    ["file:///etc/passwd", "scheme"],
    ["ftp://45.45.45.45/", "scheme"],
    ["data:text/plain,x", "scheme"],
    ["gopher://45.45.45.45/", "scheme"],
    ["not a url", "scheme"],
    ["http://user@45.45.45.45/", "credentials"],
    ["http://user:pw@45.45.45.45/", "credentials"],
    ["http://45.45.45.45:22/", "port"],
    ["http://45.45.45.45:6379/", "port"],
    ["http://public.test:5432/", "port"],
  ])("%s is refused for its %s", async (url, reason) => {
    expect(await refusal(createOutbound().fetch(url))).toMatchObject({
      code: "outbound.blocked",
      reason,
    });
  });

  it("names the host and never the path, which may hold a key", async () => {
    const answer = await refusal(createOutbound().fetch("http://127.0.0.1/hook?token=canary-1"));
    expect(answer).toMatchObject({ host: "127.0.0.1" });
    expect(JSON.stringify(answer)).not.toContain("canary-1");
  });
});

describe("the allow-list", () => {
  const open = (host: string) => outbound.allowing((name, at) => name === host && at === port);
  const get = (guard: Outbound, host: string) => guard.fetch(`http://${host}:${String(port)}/`);

  it.each(["127.0.0.1", "[::1]", "private.test"])("opens %s", async (host) => {
    const response = await get(open(host.replace(/^\[|\]$/g, "")), host);
    expect(await response.text()).toBe("SECRET");
  });

  it("opens one for other protocols, and by other ports only that way", async () => {
    const connecting = { signal: new AbortController().signal };
    const target = { host: "private.test", port, usualPorts: [] };
    (await open("private.test").connect(target, connecting)).destroy();
    await expect(
      outbound.connect({ ...target, host: "45.45.45.45" }, connecting),
    ).rejects.toMatchObject({ params: { reason: "port" } });
  });

  it("is read from the options too", async () => {
    const guard = createOutbound({ allowHosts: [{ host: "127.0.0.1", port }] });
    expect(await (await get(guard, "127.1")).text()).toBe("SECRET");
    await guard.close();
  });

  it("opens a name, not the address behind it nor other names for it", async () => {
    const guard = open("private.test");
    expect(await refusal(get(guard, "127.0.0.1"))).toMatchObject({ code: "outbound.blocked" });
    expect(await refusal(get(guard, "mixed.test"))).toMatchObject({ code: "outbound.blocked" });
  });

  it.each(["metadata.test", "azure.test", "nat64.test"])(
    "never opens cloud metadata, as in %s",
    async (host) => {
      expect(await refusal(get(open(host), host))).toMatchObject({ code: "outbound.blocked" });
    },
  );

  it("does not lend an open connection to someone it isn't open for", async () => {
    expect(await (await get(open("private.test"), "private.test")).text()).toBe("SECRET");
    expect(await refusal(get(outbound, "private.test"))).toMatchObject({
      code: "outbound.blocked",
    });
  });
});
