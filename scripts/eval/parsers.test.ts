import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCanary } from "./canary";
import { evaluateDocuments } from "./documents";
import { evaluateHostile } from "./hostile";

let folder: string;
const out = () => path.join(folder, "results.json");
const results = async () => JSON.parse(await readFile(out(), "utf8")) as unknown;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "groundwork-eval-"));
  await mkdir(path.join(folder, "files"));
  await writeFile(path.join(folder, "files/a.md"), "# Title\n\nBody.");
  await writeFile(path.join(folder, "files/empty.txt"), " \n");
});
afterEach(() => rm(folder, { recursive: true }));

describe("the evaluation of parsers", { timeout: 60_000 }, () => {
  it("writes the text of each document, or what its uploader is told", async () => {
    await evaluateDocuments(folder, out());
    expect(await results()).toEqual({
      "a.md": { t: "Title\n\nBody.", err: null },
      "empty.txt": {
        t: null,
        err: expect.stringMatching(/^There is no text in this file\. /) as string,
      },
    });
  });

  it("judges hostile files and names what they cost", async () => {
    await writeFile(path.join(folder, "files/leak.txt"), "root:x:0:0:root:/root:/bin/bash");
    await evaluateHostile(folder, out());
    expect(await results()).toEqual([
      expect.objectContaining({ file: "a.md", outcome: "text", survived: true, hits: [] }),
      expect.objectContaining({ file: "empty.txt", survived: true, code: "ingestion.no-text" }),
      expect.objectContaining({ file: "leak.txt", outcome: "text", survived: false }),
    ]);
  });
});

describe("the canary", () => {
  it("tells each request once", async () => {
    const port = await freePort();
    const canary = await openCanary([port]);
    await fetch(`http://127.0.0.1:${String(port)}/secret.dtd`);
    expect(canary.takeHits()).toEqual([`GET :${String(port)}/secret.dtd`]);
    expect(canary.takeHits()).toEqual([]);
    await canary.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
