import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

/** The variables the start script hands to the processes it starts; values as lib/config/env.ts reads them. */
export interface GeneratedSecrets {
  readonly NEXTAUTH_SECRET: string;
  readonly GROUNDWORK_ENCRYPTION_KEYS: string;
}

/**
 * Reads `<dir>/secrets.json`, or makes it with fresh random values on first use. The file is readable by its owner
 * only. Two processes that start at once agree on one set: the file appears whole or not at all, and the first wins.
 * Losing the file means losing every stored connection secret, so it is never overwritten: a damaged one throws.
 *
 * Uses nothing but Node's own modules, because start scripts call it too.
 */
export async function loadOrCreateSecrets(dir: string): Promise<GeneratedSecrets> {
  const file = path.join(dir, "secrets.json");
  return (await load(file)) ?? (await create(file));
}

async function load(file: string): Promise<GeneratedSecrets | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    throw error;
  }
  await chmod(file, 0o600);
  return parse(file, text);
}

async function create(file: string): Promise<GeneratedSecrets> {
  const secrets: GeneratedSecrets = {
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    GROUNDWORK_ENCRYPTION_KEYS: `k${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`,
  };
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A hard link is the one atomic "create only if absent" for a file with content.
    await link(draft, file);
    return secrets;
  } catch (error) {
    if (!isErrno(error, "EEXIST")) throw error;
    return parse(file, await readFile(file, "utf8"));
  } finally {
    await rm(draft, { force: true });
  }
}

function parse(file: string, text: string): GeneratedSecrets {
  const value = asRecord(text);
  const { NEXTAUTH_SECRET, GROUNDWORK_ENCRYPTION_KEYS } = value;
  if (typeof NEXTAUTH_SECRET !== "string" || typeof GROUNDWORK_ENCRYPTION_KEYS !== "string") {
    throw new Error(
      `${file} is damaged. Restore it from a backup: without it the stored connection secrets can't be read.`,
    );
  }
  return { NEXTAUTH_SECRET, GROUNDWORK_ENCRYPTION_KEYS };
}

function asRecord(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
