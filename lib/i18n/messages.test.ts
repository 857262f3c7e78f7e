import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createTranslator } from "use-intl/core";
import type { MessageTree } from "./expand";
import { en } from "./messages/en";
import { withDynamicKeys } from "./dynamic-keys";

const root = path.join(import.meta.dirname, "../..");

/** Every message with its whole key. */
function leaves(tree: object, prefix = ""): [string, string][] {
  return Object.entries(tree as MessageTree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  );
}

function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter(
      (file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !file.includes("generated"),
    )
    .map((file) => path.join(root, folder, file));
}

/** Every text between quotes that follows `pattern` somewhere in our own source. */
function mentioned(folders: readonly string[], pattern: RegExp): string[] {
  const found = folders
    .flatMap(sourceFiles)
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(pattern)])
    .map((match) => match[1] ?? "");
  return [...new Set(found)].sort();
}

describe("the English catalogue", () => {
  const broken: string[] = [];
  const translate = withDynamicKeys(
    createTranslator({
      locale: "en",
      messages: en,
      onError: (error) => {
        if (String(error.code) === "INVALID_MESSAGE") broken.push(error.message);
      },
    }),
  );

  it("holds only messages that can be read as ICU", () => {
    for (const [key] of leaves(en)) translate(key, {});
    expect(broken).toEqual([]);
  });

  it("has words for every error the program throws", () => {
    const codes = mentioned(["lib"], /new AppError\(\s*"([^"]+)"/g);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !translate.has(`errors.${code}`))).toEqual([]);
  });

  it("has words for every action that the history records", () => {
    const actions = mentioned(["lib/services", "lib/jobs"], /\baction: "([^"]+)"/g);
    expect(actions.length).toBeGreaterThan(10);
    expect(actions.filter((action) => !translate.has(`actions.${action}`))).toEqual([]);
  });
});
