import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
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

/** A fresh master key, as GROUNDWORK_ENCRYPTION_KEYS lists them: "id:base64". */
export function newEncryptionKey(): string {
  return `k${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`;
}

/**
 * Puts a fresh master key before the one in `<dir>/secrets.json`: new secrets are sealed with it, and both open. Does
 * nothing when a former key is still there, because a rotation was broken off: it goes on with the same keys.
 */
export async function addEncryptionKey(dir: string): Promise<GeneratedSecrets> {
  const secrets = await loadOrCreateSecrets(dir);
  const keys = secrets.GROUNDWORK_ENCRYPTION_KEYS;
  if (keys.includes(",")) return secrets;
  return replace(dir, { ...secrets, GROUNDWORK_ENCRYPTION_KEYS: `${newEncryptionKey()},${keys}` });
}

/** Forgets all master keys of `<dir>/secrets.json` but the first. What is still sealed with another is lost. */
export async function dropFormerEncryptionKeys(dir: string): Promise<GeneratedSecrets> {
  const secrets = await loadOrCreateSecrets(dir);
  const [first = ""] = secrets.GROUNDWORK_ENCRYPTION_KEYS.split(",");
  return replace(dir, { ...secrets, GROUNDWORK_ENCRYPTION_KEYS: first });
}

/** The file is the old or the new one at any moment, never half of either. */
async function replace(dir: string, secrets: GeneratedSecrets): Promise<GeneratedSecrets> {
  const file = path.join(dir, "secrets.json");
  await rename(await writeDraft(file, secrets), file);
  return secrets;
}

async function writeDraft(file: string, secrets: GeneratedSecrets): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
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
    GROUNDWORK_ENCRYPTION_KEYS: newEncryptionKey(),
  };
  await mkdir(path.dirname(file), { recursive: true });
  const draft = await writeDraft(file, secrets);
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
