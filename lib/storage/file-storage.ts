import type { Readable } from "node:stream";

/** A stored file. `key` is chosen by the storage and holds nothing a user typed. */
export interface StoredFile {
  key: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of the bytes, hex. */
  sha256: string;
}

/** Keeps uploaded originals; a local folder or a bucket, the callers can't tell. */
export interface FileStorage {
  /**
   * Stores a stream. A file is there completely or not at all. Throws AppError `storage.too-large` as soon as
   * `maxBytes` are exceeded, `storage.full` when the disk is.
   */
  put(stream: Readable, options: { maxBytes: number; signal?: AbortSignal }): Promise<StoredFile>;
  /** Opens a stored file; throws AppError `storage.missing` when it is gone. */
  get(key: string): Promise<Readable>;
  /** Runs `task` with a path on this machine that holds the file; the path is valid only meanwhile. */
  withLocalPath<T>(key: string, task: (path: string) => Promise<T>): Promise<T>;
  /** Deletes a file; does nothing when it is gone. */
  delete(key: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Keys of what was stored before then, in no order. */
  storedBefore(time: Date): AsyncIterable<string>;
  /** Removes what was begun before then and never came to be a file, as its process was killed; returns how many there were. */
  removeUnfinished(before: Date): Promise<number>;
}
