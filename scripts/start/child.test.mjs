import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepRunning, startChild, stopChild } from "./child.mjs";

/** @type {string} */
let dir;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-child-"));
});
afterAll(() => rm(dir, { recursive: true }));

const child = (
  /** @type {string} */ code,
  /** @type {(line: string) => void} */ onLine = () => {},
) => startChild({ args: ["-e", code], cwd: dir, env: process.env, onLine });

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(/** @type {() => boolean} */ condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("a child", () => {
  it("tells its exit code and its last lines, both streams", async () => {
    const started = child("console.log('one'); console.error('two'); process.exitCode = 3;");
    expect(await started.gone).toBe(3);
    expect(started.tail().split("\n").sort()).toEqual(["one", "two"]);
  });

  it("is asked to end, and made to when it does not", async () => {
    let ready = false;
    const stubborn = child(
      "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('on')",
      () => (ready = true),
    );
    await until(() => ready);
    await stopChild(stubborn, { graceMs: 200 });
    expect(stubborn.running()).toBe(false);
    expect(stubborn.process.signalCode).toBe("SIGKILL");
  });

  it("ends when the process that started it is killed", async () => {
    const parent = path.join(dir, "parent.mjs");
    await writeFile(
      parent,
      `import { startChild } from ${JSON.stringify(path.join(import.meta.dirname, "child.mjs"))};
       const child = startChild({ args: ["-e", "setInterval(() => {}, 1000); console.log('on')"], cwd: ".", env: process.env,
         onLine: () => console.log(child.process.pid) });`,
    );
    const process = spawn(globalThis.process.execPath, [parent]);
    const pid = Number(
      await new Promise((resolve) => process.stdout.once("data", (data) => resolve(String(data)))),
    );
    expect(isAlive(pid)).toBe(true);
    process.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });
});

describe("keepRunning", () => {
  it("starts a child again that ended, after a while, and stops for good", async () => {
    /** @type {number[]} */
    const waits = [];
    let starts = 0;
    const kept = keepRunning(
      () => {
        starts += 1;
        return child(starts === 1 ? "process.exit(7)" : "setInterval(() => {}, 1000)");
      },
      (code, _tail, waitMs) => waits.push(code, waitMs),
    );
    await until(() => starts === 2);
    expect(waits).toEqual([7, 1000]);
    await kept.stop();
    expect(starts).toBe(2);
  });

  it("replaces a running child at once", async () => {
    /** @type {import("./child.mjs").Child[]} */
    const all = [];
    const kept = keepRunning(
      () => {
        const started = child("setInterval(() => {}, 1000)");
        all.push(started);
        return started;
      },
      () => {
        throw new Error("It did not end by itself.");
      },
    );
    await kept.restart();
    expect(all.map((one) => one.running())).toEqual([false, true]);
    await kept.stop();
    expect(all.map((one) => one.running())).toEqual([false, false]);
  });
});
