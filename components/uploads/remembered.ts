/** An upload in parts that was begun, as this browser remembers it across reloads of the page. */
export interface RememberedUpload {
  /** The server's id of it. */
  id: string;
  /** Which file, into which source; see {@link fingerprintOf}. */
  fingerprint: string;
  name: string;
  /** When it was last heard of, in milliseconds. */
  at: number;
}

export interface UploadMemory {
  find(fingerprint: string): string | null;
  keep(upload: Omit<RememberedUpload, "at">): void;
  /** It was heard of again. */
  touch(id: string): void;
  forget(id: string): void;
  /** Newest first. */
  all(): RememberedUpload[];
}

/** The server gives an upload up after a day without another part. */
const KEPT_MS = 24 * 3_600_000;

/** Says that a file chosen again is the one that was being sent; the sum over all its bytes has the last word. */
export function fingerprintOf(
  file: Pick<File, "name" | "size" | "lastModified">,
  { sourceId, folder }: { sourceId: string; folder: string },
): string {
  return JSON.stringify([sourceId, folder, file.name, file.size, file.lastModified]);
}

/** Where storage is forbidden or full nothing is remembered, and files are sent from their beginning. */
export function createUploadMemory(workspace: string, now = Date.now): UploadMemory {
  const key = `groundwork:uploads:${workspace}`;
  const all = () => read(key).filter(({ at }) => now() - at < KEPT_MS);
  const write = (uploads: readonly RememberedUpload[]) => {
    try {
      if (uploads.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(uploads));
    } catch {
      // See above.
    }
  };
  return {
    all,
    find: (fingerprint) => all().find((one) => one.fingerprint === fingerprint)?.id ?? null,
    keep: (upload) =>
      write([{ ...upload, at: now() }, ...all().filter(({ id }) => id !== upload.id)]),
    touch: (id) => write(all().map((one) => (one.id === id ? { ...one, at: now() } : one))),
    forget: (id) => write(all().filter((one) => one.id !== id)),
  };
}

function read(key: string): RememberedUpload[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  } catch {
    return [];
  }
}

function isRemembered(value: unknown): value is RememberedUpload {
  if (typeof value !== "object" || value === null) return false;
  const { id, fingerprint, name, at } = value as Record<string, unknown>;
  return [id, fingerprint, name].every((one) => typeof one === "string") && typeof at === "number";
}
