import path from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const lines = (/** @type {number} */ count) => "// line\n".repeat(count);
const longFunction = `export function long() {\n${lines(81)}}\n`;

/** What must be refused where: [name, file it stands in for, code, rule]. The file has to exist for the typed rules. */
const FORBIDDEN = [
  [
    "any",
    "lib/errors/app-error.ts",
    "export const x: any = 1;\n",
    "@typescript-eslint/no-explicit-any",
  ],
  [
    "a non-null assertion",
    "lib/errors/app-error.ts",
    "export const x = (y: string | null) => y!;\n",
    "@typescript-eslint/no-non-null-assertion",
  ],
  ["a file of more than 400 lines", "lib/errors/app-error.ts", lines(401), "max-lines"],
  [
    "a function of more than 80 lines",
    "lib/errors/app-error.ts",
    longFunction,
    "max-lines-per-function",
  ],
  [
    "four positional parameters",
    "lib/errors/app-error.ts",
    "export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n",
    "max-params",
  ],
  [
    "process.env",
    "lib/errors/app-error.ts",
    "export const x = process.env.HOME;\n",
    "no-restricted-syntax",
  ],
  [
    "a mock of a module",
    "lib/config/env.test.ts",
    'import { vi } from "vitest";\n\nvi.mock("@/lib/db/client");\n',
    "no-restricted-syntax",
  ],
  [
    "eval",
    "lib/errors/app-error.ts",
    'export const x: unknown = eval("1");\n',
    "no-restricted-syntax",
  ],
  ["a default export", "lib/errors/app-error.ts", "export default 1;\n", "no-restricted-exports"],
  [
    "visible text in a component",
    "app/error.tsx",
    "export const X = () => <p>Hello there</p>;\n",
    "no-restricted-syntax",
  ],
  [
    "a visible attribute in a component",
    "app/error.tsx",
    'export const X = () => <input placeholder="Your name" />;\n',
    "no-restricted-syntax",
  ],
  [
    "a part that is fetched with nothing in its place",
    "app/error.tsx",
    'import dynamic from "next/dynamic";\n\nexport const X = dynamic(() => import("./not-found"));\n',
    "no-restricted-syntax",
  ],
  [
    "a dangling promise",
    "lib/errors/app-error.ts",
    "export const f = () => {\n  Promise.resolve(1);\n};\n",
    "@typescript-eslint/no-floating-promises",
  ],
];

/** The linter's other complaints do not matter here, only that the rule is on where it should be. */
async function rulesBroken(
  /** @type {ESLint} */ eslint,
  /** @type {string} */ file,
  /** @type {string} */ code,
) {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

describe("the lint rules refuse", () => {
  /** @type {ESLint} */
  let eslint;
  beforeAll(async () => {
    eslint = new ESLint({ cwd: root });
    // The first typed file loads the whole project.
    await rulesBroken(eslint, "lib/errors/app-error.ts", "");
  }, 300_000);

  it.each(FORBIDDEN)(
    "%s",
    async (...[, file, code, rule]) => {
      expect(await rulesBroken(eslint, file, code)).toContain(rule);
    },
    60_000,
  );

  it("a sleep in a browser test", async () => {
    // Without types, so that the file need not exist.
    const untyped = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked });
    const code =
      'import { test } from "@playwright/test";\n\ntest("x", ({ page }) => page.waitForTimeout(5));\n';
    expect(await rulesBroken(untyped, "e2e/specs/any.spec.ts", code)).toContain(
      "no-restricted-syntax",
    );
  }, 60_000);

  it("but not an environment variable in the one module that reads them", async () => {
    const broken = await rulesBroken(
      eslint,
      "lib/config/env.ts",
      "export const x = process.env.HOME;\n",
    );
    expect(broken).not.toContain("no-restricted-syntax");
  }, 60_000);

  it("a file name that is not kebab-case", async () => {
    const configuration = await eslint.calculateConfigForFile(
      path.join(root, "lib/errors/app-error.ts"),
    );
    expect(configuration.rules["check-file/filename-naming-convention"][0]).toBe(2);
  });
});
