import { access, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";
import { env } from "@/lib/config/env";

const LANGUAGE = /^[a-z]{3}(?:_[A-Za-z]{1,12}){0,2}$/;
const ENDINGS = [".traineddata", ".traineddata.gz"];

/**
 * The file with tesseract's data of a language ("eng", "chi_sim"): from the folder the administrator named, else,
 * for English, from our own packages. Nothing is ever downloaded. Throws `ingestion.ocr-language`.
 */
export async function languageFile(language: string): Promise<string> {
  if (LANGUAGE.test(language)) {
    for (const folder of folders(language)) {
      for (const ending of ENDINGS) {
        const file = path.join(folder, `${language}${ending}`);
        if (await exists(file)) return file;
      }
    }
  }
  throw new AppError("ingestion.ocr-language", "bad-request", { params: { language } });
}

/** Every language whose data is on this machine, in the order of their names; English at least. */
export async function recognizableLanguages(): Promise<string[]> {
  const { ocrDataDir } = env();
  const files = ocrDataDir === null ? [] : await readdir(ocrDataDir).catch(() => []);
  const found = files.flatMap((file) => {
    const ending = ENDINGS.find((end) => file.endsWith(end));
    const language = file.slice(0, -(ending?.length ?? 0));
    return ending && LANGUAGE.test(language) ? [language] : [];
  });
  return [...new Set(["eng", ...found])].sort();
}

function folders(language: string): string[] {
  const { ocrDataDir } = env();
  const own = ocrDataDir === null ? [] : [ocrDataDir];
  if (language !== "eng") return own;
  const packaged = createRequire(import.meta.url).resolve("@tesseract.js-data/eng/package.json");
  return [...own, path.join(path.dirname(packaged), "4.0.0_best_int")];
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
