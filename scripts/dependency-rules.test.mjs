import path from "node:path";
import { cruise } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { beforeAll, describe, expect, it } from "vitest";
import configuration from "../.dependency-cruiser.mjs";

const root = path.resolve(import.meta.dirname, "..");
const BROKEN = "lib/testing/__broken__/";

/** Which broken file each rule has to report. */
const EXAMPLES = {
  "no-cycles": "lib/graph/cycle-a.ts",
  "lib-not-from-app": "lib/errors/uses-app.ts",
  "lib-not-from-components": "lib/errors/uses-components.ts",
  "prisma-only-in-services": "lib/errors/uses-database.ts",
  "app-is-thin": "app/uses-engine.ts",
  "components-stay-in-the-browser": "components/uses-services.ts",
  "no-node-in-the-browser": "components/uses-node.ts",
  "no-server-packages-in-the-browser": "components/uses-pg.ts",
  "widget-is-apart": "widget/uses-components.mts",
  "adapters-only-call-services": "lib/trpc/uses-storage.ts",
  "services-know-no-adapter": "lib/services/uses-trpc.ts",
  "engine-is-independent": "lib/engine/uses-config.ts",
  "knowledge-uses-registries": "lib/knowledge/uses-services.ts",
  "graph-is-pure": "lib/graph/reads-files.ts",
  "grounding-is-pure": "lib/grounding/reads-config.ts",
  "executors-get-the-rest-in-context": "lib/nodes/greedy/execute.ts",
  "nodes-are-apart": "lib/nodes/one/uses-sibling.ts",
  "connectors-are-apart": "lib/connectors/one/uses-sibling.ts",
  "providers-are-apart": "lib/providers/one/uses-sibling.ts",
  "vector-stores-are-apart": "lib/vector-stores/one/uses-sibling.ts",
  "mail-through-one-door": "lib/services/sends-mail.ts",
  "mail-is-pure-but-for-its-edge": "lib/mail/reads-config.ts",
  "outbound-http-through-the-guard": "lib/telemetry/calls-out.ts",
};

describe("the dependency rules", () => {
  /** @type {Map<string, string[]>} rule → files it reports */
  const reported = new Map();

  beforeAll(async () => {
    const { forbidden, options } = configuration;
    const result = await cruise(
      [BROKEN],
      // The examples are left out of the real check; here they are all there is. What they import is not entered.
      {
        ...options,
        baseDir: root,
        exclude: undefined,
        doNotFollow: { path: `node_modules|^(?!${BROKEN})` },
        validate: true,
        ruleSet: { forbidden },
      },
      undefined,
      { tsConfig: extractTsConfig(path.join(root, "tsconfig.json")) },
    );
    if (typeof result.output === "string") throw new Error("No structured result.");
    for (const { rule, from } of result.output.summary.violations) {
      reported.set(rule.name, [...(reported.get(rule.name) ?? []), from]);
    }
  }, 120_000);

  it("have an example each", () => {
    expect(configuration.forbidden.map((rule) => rule.name).sort()).toEqual(
      Object.keys(EXAMPLES).sort(),
    );
  });

  it.each(Object.entries(EXAMPLES))("%s reports %s", (rule, file) => {
    expect(reported.get(rule)).toContain(BROKEN + file);
  });

  it("are errors, not remarks", () => {
    expect(configuration.forbidden.every((rule) => rule.severity === "error")).toBe(true);
  });
});
