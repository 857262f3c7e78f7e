import "server-only";
import { execFile } from "node:child_process";
import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { env, type Env } from "@/lib/config/env";

const NAMES = ["soffice", "libreoffice"];

/**
 * Path of LibreOffice's program: what `GROUNDWORK_SOFFICE` names, else the first one on PATH. Null when there is none
 * or it is switched off. Looked for each time, so that installing it needs no restart.
 */
export async function findConverter(
  soffice: Env["soffice"] = env().soffice,
): Promise<string | null> {
  if (soffice === null) return null;
  if (soffice.program !== null) return (await canRun(soffice.program)) ? soffice.program : null;
  const folders = soffice.searchPath.split(path.delimiter).filter((one) => path.isAbsolute(one));
  for (const folder of folders) {
    for (const name of NAMES) {
      const program = path.join(folder, name);
      if (await canRun(program)) return program;
    }
  }
  return null;
}

async function canRun(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    return (await stat(program)).isFile();
  } catch {
    return false;
  }
}

/** Linux: its own network with nobody in it, and its own processes, which all end with the first, and that with us. */
const NAMESPACES = ["--net", "--pid", "--fork", "--kill-child=KILL"];
const CONFINED: readonly (readonly string[])[] = [
  ["setpriv", "--pdeathsig", "KILL", "unshare", ...NAMESPACES],
  ["setpriv", "--pdeathsig", "KILL", "unshare", "--user", "--map-root-user", ...NAMESPACES],
];

let confinement: Promise<readonly string[]> | undefined;

/**
 * What a program is started with so that it has no network and ends with this process; empty where the system has no
 * such means or doesn't let us use them (Mac, Windows, some containers).
 */
export function confinedBy(): Promise<readonly string[]> {
  confinement ??= findConfinement();
  return confinement;
}

async function findConfinement(): Promise<readonly string[]> {
  if (process.platform !== "linux") return [];
  for (const prefix of CONFINED) {
    const [program = "", ...args] = prefix;
    const works = await promisify(execFile)(program, [...args, "true"], { timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (works) return prefix;
  }
  return [];
}
