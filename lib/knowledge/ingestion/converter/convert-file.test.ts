import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ZipArchive } from "../parsers/_office/zip-archive";
import { withFile } from "../parsers/testing";
import { convertFile, type Converted } from "./convert-file";
import { conversionOf } from "./conversions";
import { confinedBy, findConverter } from "./find-program";
import { foreignFile, withStandIn, type StandIn } from "./testing";

const LIMITS = { timeMs: 60_000, residentMb: 400 };
const WORD_PERFECT = { filter: "WordPerfect", to: "odt" } as const;
const onLinux = process.platform === "linux";
const confined = (await confinedBy()).length > 0;

interface Options {
  limits?: Partial<typeof LIMITS>;
  signal?: AbortSignal;
  use?: (converted: Converted) => Promise<unknown>;
}

const convert = (standIn: StandIn, content: Buffer, options: Options = {}) =>
  withFile(content, (file) =>
    convertFile(
      {
        path: file,
        program: "WordPerfect",
        conversion: WORD_PERFECT,
        limits: { ...LIMITS, ...options.limits },
        signal: options.signal ?? new AbortController().signal,
        find: () => Promise.resolve(standIn.program),
      },
      options.use ?? (() => Promise.resolve(null)),
    ),
  );

/** Command lines of running processes that hold the text. */
async function running(text: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(text));
}

const folders = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith("groundwork-convert-"));

describe("a conversion", { timeout: 60_000 }, () => {
  it("is done in a folder of its own, which is gone afterwards, without our environment", async () => {
    await withStandIn(async (standIn) => {
      let result = "";
      await convert(standIn, foreignFile("convert"), {
        use: async ({ path: file, ms }) => {
          result = file;
          await access(file);
          expect(ms).toBeGreaterThan(0);
        },
      });
      const folder = path.dirname(path.dirname(result));
      await expect(access(folder)).rejects.toMatchObject({ code: "ENOENT" });
      const told = JSON.parse(await readFile(standIn.told, "utf8")) as {
        args: string[];
        env: Record<string, string>;
        cwd: string;
      };
      expect(told.args).toContain(`--infilter=${WORD_PERFECT.filter}`);
      expect(told.args).toContain("--headless");
      expect(told.args.find((one) => one.startsWith("-env:UserInstallation="))).toContain(folder);
      expect(told.cwd).toBe(folder);
      expect(
        Object.keys(told.env)
          .filter((name) => !/^_|^SHLVL$|^PWD$/.test(name))
          .sort(),
      ).toEqual(["HOME", "LANG", "NODE_ENV", "PATH", "TMPDIR"]);
      expect(told.env.HOME).toBe(folder);
    });
  });

  it.each(["silent", "crash"] as const)(
    "that ends without a result (%s) fails as that",
    async (how) => {
      await withStandIn(async (standIn) => {
        await expect(convert(standIn, foreignFile(how))).rejects.toMatchObject({
          code: "ingestion.conversion-failed",
          params: { program: "WordPerfect" },
        });
      });
    },
  );

  it("that hangs is ended with all it started", async () => {
    await withStandIn(async (standIn) => {
      const before = await folders();
      await expect(
        convert(standIn, foreignFile("hang"), { limits: { timeMs: 1_500 } }),
      ).rejects.toMatchObject({ code: "ingestion.too-slow" });
      if (onLinux) await vi.waitFor(async () => expect(await running(standIn.marker)).toEqual([]));
      expect(await folders()).toEqual(before);
    });
  });

  it("is ended when nobody wants it any more", async () => {
    await withStandIn(async (standIn) => {
      const stop = new AbortController();
      const converting = convert(standIn, foreignFile("hang"), { signal: stop.signal });
      const failed = expect(converting).rejects.toThrow("not wanted");
      await vi.waitFor(() => access(standIn.told), { timeout: 20_000 });
      stop.abort(new Error("not wanted"));
      await failed;
      if (onLinux) await vi.waitFor(async () => expect(await running(standIn.marker)).toEqual([]));
    });
  });

  it("that writes without end is ended", async () => {
    await withStandIn(async (standIn) => {
      await expect(convert(standIn, foreignFile("flood"))).rejects.toMatchObject({
        code: "ingestion.unsafe-archive",
      });
    });
  });

  it.runIf(onLinux)("that eats memory is ended", async () => {
    await withStandIn(async (standIn) => {
      await expect(convert(standIn, foreignFile("eat"))).rejects.toMatchObject({
        code: "ingestion.too-complex",
      });
    });
  });

  it.runIf(confined)("reaches no server", async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits += 1;
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await withStandIn((standIn) =>
      convert(standIn, foreignFile("call", `http://127.0.0.1:${String(port)}/`)),
    );
    server.close();
    expect(hits).toBe(0);
  });

  it.runIf(confined)("ends with the process that asked for it", async () => {
    await withStandIn(async (standIn) => {
      await withFile(foreignFile("hang"), async (file) => {
        const code = `
          import { convertFile } from "./lib/knowledge/ingestion/converter/convert-file.ts";
          await convertFile({
            path: ${JSON.stringify(file)}, program: "WordPerfect", conversion: ${JSON.stringify(WORD_PERFECT)},
            limits: ${JSON.stringify(LIMITS)}, signal: new AbortController().signal,
            find: async () => ${JSON.stringify(standIn.program)},
          }, async () => {});`;
        const flags = ["--import", "tsx", "--conditions=react-server", "--input-type=module"];
        const parent = spawn(process.execPath, [...flags, "-e", code], {
          cwd: path.resolve(import.meta.dirname, "../../../.."),
          stdio: "ignore",
        });
        await vi.waitFor(() => access(standIn.told), { timeout: 30_000 });
        parent.kill("SIGKILL");
        await vi.waitFor(async () => expect(await running(standIn.marker)).toEqual([]), {
          timeout: 20_000,
        });
      });
    });
  });
});

describe("LibreOffice", () => {
  it("is what the setting names, or the first on the path, or none", async () => {
    await withStandIn(async ({ program, marker, told }) => {
      expect(await findConverter({ program, searchPath: "" })).toBe(program);
      expect(await findConverter({ program: null, searchPath: `/nowhere:.:${marker}` })).toBe(
        program,
      );
      expect(await findConverter({ program: null, searchPath: "/nowhere" })).toBeNull();
      expect(await findConverter({ program: told, searchPath: marker })).toBeNull();
      expect(await findConverter(null)).toBeNull();
    });
  });

  it("is asked for what has a filter only", () => {
    expect(conversionOf("WordPerfect")).toEqual(WORD_PERFECT);
    expect(conversionOf("Microsoft Project")).toBeNull();
    expect(conversionOf("toString")).toBeNull();
  });

  it("where it is installed converts, and opens a file as nothing but what it is taken for", async ({
    skip,
  }) => {
    const program = await findConverter();
    if (program === null) skip("LibreOffice is not installed");
    // What a WordPerfect 5.1 file is at least: a header that says where its text starts, and text.
    const header = Buffer.from("\xffWPC\x10\0\0\0\x01\x0a\0\x01\0\0\0\0", "latin1");
    const real = { program: program ?? "", marker: "", told: "" };
    const text = await convert(real, Buffer.concat([header, Buffer.from("Plain words.\n")]), {
      use: async ({ path: file }) =>
        new ZipArchive(await readFile(file), "zip").read("content.xml")?.toString(),
    });
    expect(text).toContain("Plain words.");
    await expect(convert(real, Buffer.from("{\\rtf1 Other words.}"))).rejects.toMatchObject({
      code: "ingestion.conversion-failed",
    });
  }, 60_000);
});
