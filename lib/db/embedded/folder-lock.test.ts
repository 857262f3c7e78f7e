import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "./folder-lock";

let dir: string;
let folder: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-lock-"));
  folder = path.join(dir, "pg");
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A process that does nothing, and its end. */
function idleProcess() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  return {
    pid: child.pid ?? 0,
    end: () => new Promise((resolve) => child.once("exit", resolve) && child.kill("SIGKILL")),
  };
}

describe("lockFolder", () => {
  it("names this process while it is held, and goes away when released", async () => {
    const lock = await lockFolder(folder);
    expect(JSON.parse(await readFile(lock.file, "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
    expect(await readdir(dir)).toEqual([]);
  });

  it("is refused while another process lives, in words that name it", async () => {
    const other = idleProcess();
    await writeFile(`${folder}.lock`, JSON.stringify({ pid: other.pid, started: null }));
    await expect(lockFolder(folder)).rejects.toMatchObject({
      reason: "in-use",
      message: expect.stringContaining(`already in use by process ${String(other.pid)}`) as string,
    });
    await other.end();
    await (await lockFolder(folder)).release();
  });

  it("is taken over from a process that is gone, though its number lives again", async () => {
    const other = idleProcess();
    await writeFile(
      `${folder}.lock`,
      JSON.stringify({ pid: other.pid, started: "not when that one started" }),
    );
    const lock = await lockFolder(folder);
    await lock.release();
    await other.end();
  });

  it.each(["", "{", "[]", '{"pid":"x"}'])(
    "is taken over from a damaged file: %s",
    async (content) => {
      await writeFile(`${folder}.lock`, content);
      await (await lockFolder(folder)).release();
    },
  );

  it("leaves a lock alone that is somebody else's by now", async () => {
    const lock = await lockFolder(folder);
    await writeFile(lock.file, JSON.stringify({ pid: 1, started: "later" }));
    await lock.release();
    expect(existsSync(lock.file)).toBe(true);
  });

  it("is won by one of many that find the same dead holder", async () => {
    const program = `
      import { lockFolder } from ${JSON.stringify(path.join(import.meta.dirname, "folder-lock.ts"))};
      lockFolder(${JSON.stringify(folder)}).then(() => { console.log("won"); setTimeout(() => {}, 4000); }, (e) => console.log(e.reason));`;
    const entry = path.join(dir, "contender.mts");
    await writeFile(entry, program);
    await writeFile(`${folder}.lock`, JSON.stringify({ pid: 999_999, started: null }));
    const children = Array.from({ length: 5 }, () =>
      spawn(process.execPath, ["--import", "tsx", entry], {
        cwd: path.resolve(import.meta.dirname, "../../.."),
      }),
    );
    const answers = await Promise.all(
      children.map(
        (child) =>
          new Promise<string>((resolve) =>
            child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim())),
          ),
      ),
    );
    children.forEach((child) => child.kill("SIGKILL"));
    expect(answers.sort()).toEqual(["in-use", "in-use", "in-use", "in-use", "won"]);
  }, 60_000);

  it("says that a place can't be written to", async () => {
    await writeFile(path.join(dir, "file"), "");
    await expect(lockFolder(path.join(dir, "file", "pg"))).rejects.toMatchObject({
      reason: "unwritable",
    });
  });
});
