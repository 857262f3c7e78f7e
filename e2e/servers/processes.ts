import { execFile, spawn, type ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { throughProxy, type RealS3 } from "./s3/through";
import type { S3Keys } from "./s3/signature";

/** A busy machine takes its time; a healthy start takes ten seconds. */
const LONGEST_START_MS = 90_000;
const run = promisify(execFile);

/** The programs that a server is made of, in a folder that is gone when it is closed. */
export interface Parts {
  readonly folder: string;
  /** Does something to its end and gives what it printed. */
  readonly command: (name: string, ...args: readonly string[]) => Promise<string>;
  /** Starts one that stays. */
  readonly start: (name: string, ...args: readonly string[]) => void;
  /** Waits for a 2xx of an address. Throws when a part ended meanwhile. */
  readonly untilAnswered: (url: string) => Promise<void>;
}

/** A real S3 server made of programs of this machine: `begin` starts them and gives the port it listens on. */
export async function startRealS3(
  keys: S3Keys,
  begin: (parts: Parts) => Promise<number>,
): Promise<RealS3> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-s3-"));
  const children = new Map<string, ChildProcess>();
  const stop = async () => {
    await Promise.all([...children.values()].map(ended));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const real = await throughProxy(await begin(partsOf(folder, children)), keys);
    return {
      ...real,
      close: async () => {
        await real.close();
        await stop();
      },
    };
  } catch (error) {
    const logs = await Promise.all(
      [...children.keys()].map((log) => readFile(log, "utf8").catch(() => "")),
    );
    await stop();
    const said = logs.join("\n").slice(-2000);
    throw new Error(`The server didn't start.\n${said}`, { cause: error });
  }
}

function partsOf(folder: string, children: Map<string, ChildProcess>): Parts {
  return {
    folder,
    command: async (name, ...args) =>
      (await run(name, args, { timeout: LONGEST_START_MS, cwd: folder })).stdout,
    start: (name, ...args) => {
      const log = path.join(folder, `${name}.log`);
      const out = openSync(log, "a");
      // So that it doesn't outlive tests that are killed.
      const bound = ["--pdeathsig", "KILL", name, ...args];
      children.set(log, spawn("setpriv", bound, { stdio: ["ignore", out, out] }));
    },
    untilAnswered: async (url) => {
      const until = Date.now() + LONGEST_START_MS;
      for (;;) {
        const answer = await fetch(url).catch(() => null);
        await answer?.body?.cancel();
        if (answer?.ok) return;
        if (Date.now() > until) throw new Error(`${url} doesn't answer.`);
        const over = [...children.values()].some(({ exitCode }) => exitCode !== null);
        if (over) throw new Error("A part of it ended.");
        await sleep(100);
      }
    },
  };
}

/** What it holds is for this test only: nothing has to be written down first. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGKILL");
  });
}
