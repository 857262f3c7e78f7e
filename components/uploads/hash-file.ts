import { SendError } from "./send-body";

export interface FileHash {
  update(bytes: Uint8Array): void;
  /** SHA-256 of all of it, hex. */
  hex(): string;
}

/** Bytes that are hashed without a pause: some milliseconds, so that the page stays quick. */
const PIECE_BYTES = 1024 ** 2;

/** The browser's own SHA-256 wants the whole file in memory; the library is loaded with the first large file. */
export async function createFileHash(): Promise<FileHash> {
  const [{ sha256 }, { bytesToHex }] = await Promise.all([
    import("@noble/hashes/sha2.js"),
    import("@noble/hashes/utils.js"),
  ]);
  const hash = sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => bytesToHex(hash.digest()),
  };
}

/** Adds a piece of a file, read a little at a time. Throws `client.file-changed`, or the signal's reason. */
export async function hashBlob(hash: FileHash, blob: Blob, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    signal.throwIfAborted();
    const piece = blob.slice(at, at + PIECE_BYTES);
    const bytes = await piece.arrayBuffer().catch(() => {
      throw new SendError("client.file-changed");
    });
    hash.update(new Uint8Array(bytes));
  }
}
