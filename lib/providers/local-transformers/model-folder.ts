import "server-only";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { nanoid } from "nanoid";
import { AppError } from "@/lib/errors/app-error";
import { knownModel, MODEL_FILES, modelUseSchema, type ModelUse } from "./known-models";

/** Says how a model that isn't a known one has to be used: lies in its folder, in the form of `ModelUse`. */
export const DESCRIPTOR = "groundwork-model.json";

export interface InstalledModel {
  /** Name of its folder. */
  readonly id: string;
  /** Of its files, together. */
  readonly bytes: number;
}

/** A name that stays within the models folder and isn't hidden. */
const MODEL_ID = /^[a-z0-9][a-z0-9._-]{0,99}$/i;

/** Whether it can be the name of a model's folder. */
export const isModelId = (id: string) => MODEL_ID.test(id);

/**
 * How to use a model that lies complete in its folder. Throws `local-model.missing`, `local-model.incomplete` (a file
 * isn't there) and `local-model.undescribed` (neither known nor described).
 */
export async function findModel(modelsDir: string, id: string): Promise<ModelUse> {
  const missing = () =>
    new AppError("local-model.missing", "unavailable", { params: { model: id } });
  if (!isModelId(id)) throw missing();
  const folder = path.join(modelsDir, id);
  if (!(await exists(folder))) throw missing();
  for (const file of Object.values(MODEL_FILES)) {
    if (await exists(path.join(folder, file))) continue;
    throw new AppError("local-model.incomplete", "unavailable", { params: { model: id, file } });
  }
  return readUse(folder, id);
}

/** The complete models of a folder, by name; what can't be used is left out. None where there is no such folder. */
export async function listModels(modelsDir: string): Promise<InstalledModel[]> {
  const names = await readdir(modelsDir).catch(() => []);
  const found = await Promise.all(
    names.filter(isModelId).map(async (id) => {
      try {
        await findModel(modelsDir, id);
        return { id, bytes: await sizeOf(path.join(modelsDir, id)) };
      } catch {
        return null;
      }
    }),
  );
  return found.filter((model) => model !== null).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readUse(folder: string, id: string): Promise<ModelUse> {
  const known = knownModel(id);
  if (known) return known;
  try {
    return modelUseSchema.parse(JSON.parse(await readFile(path.join(folder, DESCRIPTOR), "utf8")));
  } catch (cause) {
    const params = { model: id, file: DESCRIPTOR };
    throw new AppError("local-model.undescribed", "unavailable", { params, cause });
  }
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all(
    Object.values(MODEL_FILES).map(async (file) => (await stat(path.join(folder, file))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Takes a model away in one step, then deletes its files. */
export async function removeModel(modelsDir: string, id: string): Promise<void> {
  if (!isModelId(id)) return;
  const gone = path.join(modelsDir, `.gone-${nanoid(8)}`);
  await rename(path.join(modelsDir, id), gone);
  await rm(gone, { recursive: true, force: true });
}
