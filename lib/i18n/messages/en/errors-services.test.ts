import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { publicErrors } from "./errors-public";
import { errorsServices } from "./errors-services";

const texts = { ...errorsServices, ...publicErrors };

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const FOLDERS = ["lib/services", "lib/auth", "lib/trpc", "lib/jobs", "app/api"];
/** Texts of these belong to the part that throws them. */
const ELSEWHERE =
  /^(connector\.|storage|ingestion|local-model|mail\.|model\.|outbound|run\.stopped)/;

async function codesInSource(): Promise<Set<string>> {
  const codes = new Set<string>();
  for (const folder of FOLDERS) {
    const files = await readdir(path.join(ROOT, folder), { recursive: true });
    for (const file of files.filter((name) => /(?<!\.test)\.tsx?$/.test(name))) {
      const text = await readFile(path.join(ROOT, folder, file), "utf8");
      const thrown = /(?:AppError\(\s*|code: )"([a-z.-]+)"/g;
      for (const [, code = ""] of text.matchAll(thrown)) codes.add(code);
      for (const [, entity = ""] of text.matchAll(/found(?:Count)?\(\s*"([a-z-]+)"/g)) {
        codes.add(`${entity}.not-found`);
      }
    }
  }
  return codes;
}

describe("texts of the services' errors", () => {
  it("exist for every code that the source throws", async () => {
    const codes = [...(await codesInSource())].filter((code) => !ELSEWHERE.test(code));
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !Object.hasOwn(texts, code))).toEqual([]);
  });

  it.each(Object.entries(texts))("%s is whole sentences", (_, message) => {
    const translate = createTranslator({
      locale: "en",
      messages: { message },
      onError: (error) => {
        throw error;
      },
    });
    const values = {
      minutes: 3,
      count: 2,
      missing: 2,
      number: 1,
      passages: 20,
      limit: 10,
      store: "Handbook",
      source: "Contracts",
      provider: "odd",
      name: "a.pdf",
      by: "Ada",
      status: "404",
      host: "model.example",
      model: "m-1",
      field: "topic",
      problem: "missing" as const,
      names: "topic, days",
      rows: 2000,
      reason: "groups",
      seconds: 30,
    };
    expect(translate("message", values)).toMatch(/^[^{}]+\.$/);
  });
});
