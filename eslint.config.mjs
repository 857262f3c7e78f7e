import next from "@next/eslint-plugin-next";
import checkFile from "eslint-plugin-check-file";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Things no file may do; each carries its reason, because the message is all a reader sees. */
const everywhere = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "Read configuration through lib/config/env.ts, where it is validated once at boot.",
  },
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
    message: "No module mocks: use the real thing, or pass a fake as an argument.",
  },
  {
    selector: "CallExpression[callee.name='eval'], NewExpression[callee.name='Function']",
    message: "Nothing stored is ever evaluated as code.",
  },
];
const visibleText = [
  {
    selector: "JSXText[value=/[A-Za-z]{2,}/]",
    message: "Visible text comes from the message catalogue (lib/i18n).",
  },
  {
    selector:
      "JSXAttribute[name.name=/^(title|placeholder|alt|label|aria-label|description)$/] > Literal[value=/[A-Za-z]{2,}/]",
    message: "Visible text comes from the message catalogue (lib/i18n).",
  },
];
const shownMeanwhile = [
  {
    selector: "CallExpression[callee.name='dynamic'][arguments.length=1]",
    message:
      "Say what is shown while the part is fetched, `loading: () => null` at least: without it the whole page is hidden meanwhile and loses its place.",
  },
];
const noSleep = [
  {
    selector: "CallExpression[callee.property.name='waitForTimeout']",
    message: "No sleeps in browser tests: wait for what the user would see.",
  },
  {
    selector: "CallExpression[callee.name='setTimeout']",
    message: "No sleeps in browser tests: wait for what the user would see.",
  },
];
/** What React's compiler and Next ask for; the rules for hooks themselves hold for Preact as well. */
const reactOnly = Object.keys({
  ...reactHooks.configs.recommended.rules,
  ...next.configs.recommended.rules,
})
  .filter((rule) => !/^react-hooks\/(rules-of-hooks|exhaustive-deps)$/.test(rule))
  .map((rule) => [rule, "off"]);
const budget = (max) => ["error", { max, skipBlankLines: false, skipComments: false, IIFEs: true }];

export default tseslint.config(
  {
    ignores: [
      ".next/",
      "dist/",
      ".groundwork/",
      "public/widget/",
      "node_modules/",
      "lib/db/generated/",
      "next-env.d.ts",
      "**/__broken__/**",
      "test-results/",
      "playwright-report/",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: {
      "check-file": checkFile,
      "react-hooks": reactHooks,
      "jsx-a11y": jsxA11y,
      "@next/next": next,
    },
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": budget(80),
      "max-params": ["error", 3],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-syntax": ["error", ...everywhere],
      "no-restricted-exports": [
        "error",
        {
          restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true },
        },
      ],
      "check-file/filename-naming-convention": [
        "error",
        { "**/*.{ts,tsx,mjs}": "KEBAB_CASE" },
        { ignoreMiddleExtensions: true },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      ...reactHooks.configs.recommended.rules,
      ...jsxA11y.flatConfigs.strict.rules,
      ...next.configs.recommended.rules,
      "@next/next/no-html-link-for-pages": "off",
    },
  },
  {
    files: ["**/*.tsx"],
    rules: {
      "max-lines-per-function": budget(200),
      "no-restricted-syntax": ["error", ...everywhere, ...visibleText, ...shownMeanwhile],
    },
  },
  { files: ["lib/trpc/routers/**/*.ts"], rules: { "max-lines-per-function": budget(30) } },
  {
    files: [
      "lib/config/env.ts",
      "*.config.{ts,mjs,js}",
      "scripts/**",
      // Which worker it runs in, Vitest tells by the environment.
      "lib/testing/database.ts",
    ],
    rules: { "no-restricted-syntax": ["error", ...everywhere.slice(1)] },
  },
  {
    files: [
      "app/**/{page,layout,error,not-found,loading,global-error,template}.tsx",
      ".dependency-cruiser.mjs",
      "*.config.{ts,mjs,js}",
      "**/*.d.ts",
    ],
    rules: { "no-restricted-exports": "off" },
  },
  {
    files: ["**/*.test.{ts,tsx,mjs}", "e2e/**"],
    rules: { "max-lines-per-function": "off", "react-hooks/rules-of-hooks": "off" },
  },
  {
    files: ["e2e/specs/**", "e2e/flows/**", "e2e/pages/**"],
    rules: { "no-restricted-syntax": ["error", ...everywhere, ...noSleep] },
  },
  { files: ["widget/**/*.{ts,tsx}"], rules: Object.fromEntries(reactOnly) },
  { files: ["**/*.{mjs,js}"], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
