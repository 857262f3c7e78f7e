import "server-only";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { nanoid } from "nanoid";
import { z } from "zod";
import { isModelId } from "./model-folder";

/** How far a download is. Kept beside its files, so that every process of the machine can tell. */
const stateSchema = z.object({
  state: z.enum(["queued", "downloading", "failed"]),
  /** Bytes that are here. */
  done: z.number(),
  /** Bytes of all files; null until the host said. */
  total: z.number().nullable(),
  /** Why it failed, as `errors.<code>` of the catalogue. */
  error: z
    .object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    })
    .nullable(),
});
export type DownloadState = z.infer<typeof stateSchema>;

/** A download under way or failed. Its files lie in a hidden folder of their own until they are all there and right. */
export interface Download extends DownloadState {
  readonly model: string;
  /** Tells it from an earlier download of the same model. */
  readonly attempt: string;
}

const FOLDER = /^\.download-(.+)-([A-Za-z0-9_]{12})$/;
const STATE = "state.json";

const folderOf = (modelsDir: string, { model, attempt }: Pick<Download, "model" | "attempt">) =>
  path.join(modelsDir, `.download-${model}-${attempt}`);

/** Where the files of a download are put, laid out as in the model's folder. */
export const filesOf = (modelsDir: string, download: Pick<Download, "model" | "attempt">) =>
  path.join(folderOf(modelsDir, download), "files");

/** Downloads of a models folder, whatever became of them. None where there is no such folder. */
export async function listDownloads(modelsDir: string): Promise<Download[]> {
  const names = await readdir(modelsDir).catch(() => []);
  const found = names.map(async (name) => {
    const [, model = "", attempt = ""] = FOLDER.exec(name) ?? [];
    const state = isModelId(model) ? await readState(modelsDir, { model, attempt }) : null;
    return state && { model, attempt, ...state };
  });
  return (await Promise.all(found)).filter((download) => download !== null);
}

/** Makes room for a download, or queues a failed one again, which goes on with what it has. */
export async function openDownload(modelsDir: string, model: string): Promise<Download> {
  const before = (await listDownloads(modelsDir)).find((download) => download.model === model);
  const download: Download = {
    model,
    attempt: before?.attempt ?? nanoid(12).replaceAll("-", "_"),
    state: "queued",
    done: before?.done ?? 0,
    total: before?.total ?? null,
    error: null,
  };
  await mkdir(filesOf(modelsDir, download), { recursive: true });
  await noteState(modelsDir, download);
  return download;
}

/** Writes how far it is; false when it was dropped meanwhile. */
export async function noteState(
  modelsDir: string,
  { model, attempt, ...state }: Download,
): Promise<boolean> {
  const folder = folderOf(modelsDir, { model, attempt });
  const draft = path.join(folder, `${STATE}.${nanoid(6)}`);
  try {
    await writeFile(draft, JSON.stringify(state));
    await rename(draft, path.join(folder, STATE));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Null when it was dropped. */
export async function readState(
  modelsDir: string,
  download: Pick<Download, "model" | "attempt">,
): Promise<DownloadState | null> {
  try {
    const text = await readFile(path.join(folderOf(modelsDir, download), STATE), "utf8");
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Removes a download and what it has. Whoever still writes to it finds it gone. */
export async function dropDownload(
  modelsDir: string,
  download: Pick<Download, "model" | "attempt">,
): Promise<void> {
  const gone = path.join(modelsDir, `.gone-${nanoid(8)}`);
  try {
    await rename(folderOf(modelsDir, download), gone);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await rm(gone, { recursive: true, force: true });
}

const isMissing = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
