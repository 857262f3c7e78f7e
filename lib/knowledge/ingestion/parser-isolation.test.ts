import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/** What a program under the isolation prints: "refused" for each attempt that throws. */
async function attempt(code: string): Promise<string> {
  const isolation = path.join(import.meta.dirname, "parser-isolation.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--import", isolation, "--input-type=module", "-e", code],
    { cwd: root, timeout: 30_000 },
  );
  return stdout.trim();
}

describe("a parser's process", { timeout: 60_000 }, () => {
  it("reaches no server, by whatever module, in whatever thread", async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits += 1;
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const tries = `
      const tries = [
        () => fetch("http://127.0.0.1:${String(port)}/"),
        async () => (await import("node:http")).get("http://127.0.0.1:${String(port)}/"),
        async () => (await import("node:net")).connect(${String(port)}, "127.0.0.1"),
        async () => (await import("node:dns/promises")).lookup("localhost"),
        async () => (await import("node:dns/promises")).resolve4("localhost"),
        async () => (await import("node:dgram")).createSocket("udp4").send("x", ${String(port)}, "127.0.0.1"),
        async () => (await import("node:child_process")).spawnSync("true"),
        async () => (await import("node:child_process")).execFile("true"),
      ];
      const said = [];
      for (const one of tries) said.push(await one().then(() => "done", () => "refused"));
      console.log(said.join(" "));`;
    const refused = Array.from({ length: 8 }, () => "refused").join(" ");
    expect(await attempt(tries)).toBe(refused);
    const thread = `
      import { Worker } from "node:worker_threads";
      new Worker(${JSON.stringify(`fetch("http://127.0.0.1:${String(port)}/").then(() => console.log("done"), () => console.log("refused"))`)}, { eval: true });`;
    expect(await attempt(thread)).toBe("refused");
    expect(hits).toBe(0);
    server.close();
  });
});
