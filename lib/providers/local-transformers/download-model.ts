import "server-only";
import { rename, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { dropDownload, filesOf, noteState, readState, type Download } from "./download-folder";
import { diskFull, fetchFile } from "./fetch-file";
import type { KnownModel } from "./known-models";
import { listHostFiles, type HostListing, type HostPorts } from "./model-host";

/** Says in the model's folder where its files came from. */
export const RECEIPT = "groundwork-source.json";

const NOTE_EVERY_MS = 500;
/** Room that is left to everybody else, bytes. */
const SPARE_DISK = 100_000_000;

export interface DownloadOptions extends HostPorts {
  readonly modelsDir: string;
  readonly known: KnownModel;
  readonly download: Download;
}

/**
 * Brings the files of a model and puts them in its folder in one step once all are checked, so that a half model is
 * never used. Tells how far it is in the download's folder, and ends quietly when that was dropped. Called again it
 * goes on with what is there. Throws the errors of `listHostFiles` and `fetchFile`.
 */
export async function downloadModel(options: DownloadOptions): Promise<"done" | "dropped"> {
  const dropped = new AbortController();
  const signal = AbortSignal.any([options.signal, dropped.signal]);
  const note = async (change: Partial<Download>) => {
    const there = await noteState(options.modelsDir, { ...options.download, ...change });
    if (!there) dropped.abort();
  };
  try {
    await note({ state: "downloading" });
    const listing = await listHostFiles(options.known, { ...options, signal });
    await bring(listing, { ...options, signal, note });
    signal.throwIfAborted();
    await settle(listing, options);
    return "done";
  } catch (error) {
    // What failed may have failed because its folder was taken away.
    if ((await readState(options.modelsDir, options.download)) !== null) throw error;
    await dropDownload(options.modelsDir, options.download);
    return "dropped";
  }
}

async function bring(
  { files }: HostListing,
  options: DownloadOptions & { note(change: Partial<Download>): Promise<void> },
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  await checkDisk(options.modelsDir, total - options.download.done);
  let before = 0;
  let notedAt = 0;
  for (const file of files) {
    options.signal.throwIfAborted();
    await fetchFile(file, {
      fetch: options.fetch,
      host: options.host,
      signal: options.signal,
      folder: filesOf(options.modelsDir, options.download),
      onBytes: async (done) => {
        if (performance.now() - notedAt < NOTE_EVERY_MS) return;
        notedAt = performance.now();
        await options.note({ state: "downloading", done: before + done, total });
      },
    });
    before += file.bytes;
    await options.note({ state: "downloading", done: before, total });
  }
}

async function checkDisk(modelsDir: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(modelsDir);
  if (bavail * bsize < bytes + SPARE_DISK) throw diskFull(bytes);
}

async function settle({ commit, files }: HostListing, options: DownloadOptions): Promise<void> {
  const { modelsDir, known, download } = options;
  const folder = filesOf(modelsDir, download);
  const receipt = {
    host: options.host,
    repository: known.repository,
    commit,
    licence: known.licence,
    files: files.map(({ path: file, bytes, checksum }) => ({ file, bytes, checksum })),
  };
  await writeFile(path.join(folder, RECEIPT), JSON.stringify(receipt, null, 2));
  const target = path.join(modelsDir, download.model);
  // Downloaded is only what isn't there or isn't complete.
  await rm(target, { recursive: true, force: true });
  await rename(folder, target);
  await dropDownload(modelsDir, download);
}
