import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { limitsFor } from "./parser-limits";
import { createParserPool, type ParserPool } from "./parser-pool";
import { makePdf, withFile } from "./parsers/testing";

const REUSE = { idleMs: 20_000, maxFiles: 50, restMb: 2_000 };
let pool: ParserPool;
beforeEach(() => {
  pool = createParserPool(REUSE);
});

interface Options {
  name?: string;
  signal?: AbortSignal;
  timeMs?: number;
  residentMb?: number;
}
const parse = (content: string | Uint8Array, { name, signal, ...limits }: Options = {}) =>
  withFile(content, async (file) =>
    pool.parse(
      {
        path: file,
        name: name ?? "upload",
        mimeType: "",
        signal: signal ?? new AbortController().signal,
      },
      { ...(await limitsFor({ path: file })), ...limits },
    ),
  );

/** Takes a warm child some hundred milliseconds to read. */
const LONG = "# Title\n\nA line *with* [marks](x) in it.\n\n".repeat(20_000);
const GOOD = { content: "# Title\n\nBody.", name: "a.md" };
const readGood = async () => (await parse(GOOD.content, { name: GOOD.name })).text;
const GOOD_TEXT = "Title\n\nBody.";
const runs = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a file", { timeout: 60_000 }, () => {
  it("is read in a process of its own and never stalls this one", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    const document = await parse(GOOD.content, { name: "a.md" });
    clearInterval(timer);
    expect(document).toMatchObject({ format: "markdown", text: GOOD_TEXT });
    expect(ticks).toBeGreaterThan(3);
  });

  it("fails with what the parser says, with its parameters", async () => {
    await expect(parse("GIF89a\u0001\u0000\u0001\u0000")).rejects.toMatchObject({
      code: "ingestion.unsupported",
      params: { found: "gif" },
    });
    await expect(parse(await makePdf([[]]))).rejects.toMatchObject({ code: "ingestion.no-text" });
    await expect(parse("  \n ")).rejects.toMatchObject({ code: "ingestion.no-text" });
  });
});

describe("children", { timeout: 60_000 }, () => {
  it("read one file after another", async () => {
    await readGood();
    const [pid] = pool.idlePids();
    expect(await parse("plain")).toMatchObject({ format: "text", text: "plain" });
    expect(await readGood()).toBe(GOOD_TEXT);
    expect(pool.idlePids()).toEqual([pid]);
  });

  it("are two for two files at once, with no file's text for another's", async () => {
    const texts = ["one", "two", "three", "four"];
    const both = await Promise.all(texts.slice(0, 2).map((text) => parse(text)));
    expect(new Set(pool.idlePids()).size).toBe(2);
    const next = await Promise.all(texts.slice(2).map((text) => parse(text)));
    expect([...both, ...next].map(({ text }) => text)).toEqual(texts);
    expect(pool.idlePids()).toHaveLength(2);
  });

  it.each([
    ["that takes too long", { timeMs: 20 }, "ingestion.too-slow"],
    ["that takes too much memory", { residentMb: 1 }, "ingestion.too-complex"],
  ])("are ended by a file %s, and the next one is read", async (_, limits, code) => {
    await readGood();
    const [pid = 0] = pool.idlePids();
    await expect(parse(LONG, { name: "long.md", ...limits })).rejects.toMatchObject({ code });
    expect(runs(pid)).toBe(false);
    expect(pool.idlePids()).toEqual([]);
    expect(await readGood()).toBe(GOOD_TEXT);
  });

  it.runIf(process.platform === "linux")(
    "blame no file for the time they did not get to run",
    async () => {
      await readGood();
      process.kill(pool.idlePids()[0] ?? 0, "SIGSTOP");
      await expect(parse(GOOD.content, { timeMs: 1_000 })).rejects.toMatchObject({
        code: "ingestion.unavailable",
        retryable: true,
      });
      expect(await readGood()).toBe(GOOD_TEXT);
    },
  );

  it("are ended by the abort of a file, and the next one is read", async () => {
    await readGood();
    const [pid = 0] = pool.idlePids();
    const abort = new AbortController();
    const reading = parse(LONG, { name: "long.md", signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 20);
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(runs(pid)).toBe(false);
    expect(await readGood()).toBe(GOOD_TEXT);
  });

  it("are forgotten when they die while they wait", async () => {
    await readGood();
    const [pid = 0] = pool.idlePids();
    process.kill(pid, "SIGKILL");
    await expect.poll(() => pool.idlePids()).toEqual([]);
    expect(await readGood()).toBe(GOOD_TEXT);
    expect(pool.idlePids()).toHaveLength(1);
  });

  it("harm no file by dying while they wait or while they read it", async () => {
    await readGood();
    process.kill(pool.idlePids()[0] ?? 0, "SIGKILL");
    expect(await readGood()).toBe(GOOD_TEXT);
    const [pid = 0] = pool.idlePids();
    const reading = parse(LONG, { name: "long.md" });
    setTimeout(() => process.kill(pid, "SIGKILL"), 20);
    expect((await reading).format).toBe("markdown");
    expect(pool.idlePids()).not.toContain(pid);
  });

  it("are not used again after a file that failed", async () => {
    await readGood();
    const [pid] = pool.idlePids();
    await expect(parse("  \n ")).rejects.toMatchObject({ code: "ingestion.no-text" });
    expect(pool.idlePids()).toEqual([]);
    await readGood();
    expect(pool.idlePids()).not.toContain(pid);
  });

  it("end when they have waited long, read many files or hold much memory", async () => {
    pool = createParserPool({ ...REUSE, idleMs: 50 });
    await readGood();
    const [pid = 0] = pool.idlePids();
    await expect.poll(() => runs(pid)).toBe(false);
    expect(pool.idlePids()).toEqual([]);

    pool = createParserPool({ ...REUSE, maxFiles: 2 });
    await readGood();
    expect(pool.idlePids()).toHaveLength(1);
    await readGood();
    expect(pool.idlePids()).toEqual([]);

    pool = createParserPool({ ...REUSE, restMb: 1 });
    await readGood();
    expect(pool.idlePids()).toHaveLength(process.platform === "linux" ? 0 : 1);
  });

  it("neither hold up the end of their process nor outlive it", async () => {
    const program = `
      import { createParserPool } from "./lib/knowledge/ingestion/parser-pool.ts";
      const pool = createParserPool({ idleMs: 600_000, maxFiles: 50, restMb: 2_000 });
      const { signal } = new AbortController();
      void pool.parse({ path: "README.md", name: "README.md", mimeType: "", signal }).then(() => {
        console.log(pool.idlePids().join());
      });`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", program],
      { cwd: path.resolve(import.meta.dirname, "../../.."), timeout: 30_000 },
    );
    const pid = Number(stdout);
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => runs(pid), { timeout: 5_000 }).toBe(false);
  });
});
