/**
 * Who may import whom. Each rule has a deliberately broken file in
 * lib/testing/__broken__, and a test that the rule reports exactly that file: a rule that stopped working is noticed.
 *
 * There is no `includeOnly`: it would hide Node's own modules, and rules about them would pass for the wrong reason.
 */

/** Files that are allowed to know everything: they check or feed the product and are no part of it. */
const OUTSIDE = String.raw`\.test\.tsx?$|^(lib/testing/(?!__broken__)|widget/testing/|bench/|scripts/|e2e/|prisma/seed/)`;
/** A place in the tree, and the same place among the broken examples. */
const at = (place) => `^(?:lib/testing/__broken__/)?${place}`;

/** Browser code may import these parts of lib that mix both kinds. */
const SAFE_IN_BROWSER = [
  "lib/graph/",
  "lib/grounding/calibration/",
  "lib/i18n/",
  "lib/errors/app-error",
  "lib/knowledge/(files/|sync/next-time)",
  "lib/nodes/(catalog|templates/)",
  "lib/providers/catalog",
  "lib/connectors/catalog",
  String.raw`lib/nodes/[^/]+/definition`,
  String.raw`lib/nodes/_contract/(?!.*(server|executor))`,
  "lib/publication/",
  "lib/trpc/(client|shared)",
  "lib/auth/(browser-session|permissions|sign-in-error)",
];

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const forbidden = [
  {
    name: "no-cycles",
    comment: "Two modules that need each other are one module, or three.",
    severity: "error",
    from: { pathNot: OUTSIDE },
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "lib-not-from-app",
    comment: "lib is used by the routes, never the other way round.",
    severity: "error",
    from: { path: at("lib/(?!testing/)"), pathNot: OUTSIDE },
    to: { path: at("app/") },
  },
  {
    name: "lib-not-from-components",
    comment: "lib does not know how things look.",
    severity: "error",
    from: { path: at("lib/(?!testing/)"), pathNot: OUTSIDE },
    to: { path: at("components/") },
  },
  {
    name: "prisma-only-in-services",
    comment:
      "Only services touch the database, so that the workspace check can't be forgotten elsewhere.",
    severity: "error",
    from: {
      // A connector reads databases of others with the same driver, over guarded connections (docs/adr/0017).
      pathNot: `${OUTSIDE}|${at("lib/(db|services|connectors/postgresql|testing/__broken__/lib/db)/")}|^prisma\\.config`,
    },
    to: {
      path: String.raw`^(lib/db/|node_modules/(@prisma/|pg/|prisma/))`,
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "app-is-thin",
    comment: "A route reads its parameters and calls a service or renders one component.",
    severity: "error",
    from: { path: at("app/"), pathNot: OUTSIDE },
    to: {
      path: "^lib/",
      pathNot:
        "^lib/(trpc|services|auth|i18n|errors|config|publication|telemetry|testing/__broken__)/",
    },
  },
  {
    name: "components-stay-in-the-browser",
    comment: "Components reach the server through tRPC; server code must not reach the bundle.",
    severity: "error",
    from: { path: at("components/"), pathNot: OUTSIDE },
    to: {
      path: "^(lib|app|prisma)/",
      pathNot: `^(${SAFE_IN_BROWSER.join("|")}|lib/testing/__broken__/components/)`,
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "no-node-in-the-browser",
    comment: "Node's own modules do not exist in a browser.",
    severity: "error",
    from: { path: at("components/"), pathNot: OUTSIDE },
    to: { dependencyTypes: ["core"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "no-server-packages-in-the-browser",
    comment: "Database, log, queue and provider packages belong to the server.",
    severity: "error",
    from: { path: at("components/"), pathNot: OUTSIDE },
    to: {
      path: "^node_modules/(@prisma|pg|pg-boss|pino|undici|@langchain|server-only|@electric-sql)/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "widget-is-apart",
    comment:
      "The widget is a build of its own for other people's pages: of the product it takes types and nothing that weighs.",
    severity: "error",
    from: { path: at("widget/"), pathNot: OUTSIDE },
    to: {
      path: "^(app|components|lib|prisma)/|^node_modules/(react|react-dom|next)/",
      pathNot: "^lib/testing/__broken__/widget/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "adapters-only-call-services",
    comment:
      "tRPC, jobs and route handlers translate; what they do is a service that every other adapter can call.",
    severity: "error",
    from: { path: at("lib/(trpc|jobs)/"), pathNot: OUTSIDE },
    to: {
      path: "^lib/(db|engine|knowledge|grounding|connectors|providers|vector-stores|storage|crypto|net)/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "services-know-no-adapter",
    comment: "A service does not know which surface called it.",
    severity: "error",
    from: { path: at("lib/services/"), pathNot: OUTSIDE },
    to: { path: "^lib/trpc/" },
  },
  {
    name: "engine-is-independent",
    comment:
      "The engine runs graphs; models, documents and storage come in through the context of a node.",
    severity: "error",
    from: { path: at("lib/engine/"), pathNot: OUTSIDE },
    to: {
      path: "^lib/",
      pathNot: "^lib/(engine|graph|errors|nodes|testing/__broken__/lib/engine)/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "knowledge-uses-registries",
    comment:
      "Ingestion and retrieval get their plugins from the registries and their rows from services.",
    severity: "error",
    from: { path: at("lib/knowledge/"), pathNot: OUTSIDE },
    to: {
      path: "^lib/(db|services|engine|jobs|trpc|auth|nodes)/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "graph-is-pure",
    comment:
      "The graph runs in the browser and on the server: zod and nothing that reads or writes.",
    severity: "error",
    from: { path: at("lib/graph/"), pathNot: OUTSIDE },
    to: {
      pathNot: `${at("lib/graph/")}|^lib/(errors|nodes/[^/]+/definition|nodes/_contract)|^node_modules/zod/`,
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "grounding-is-pure",
    comment:
      "Grounding is arithmetic over text: the same answer everywhere, testable without anything running.",
    severity: "error",
    from: { path: at("lib/grounding/"), pathNot: OUTSIDE },
    to: {
      pathNot: `${at("lib/grounding/")}|^lib/(graph|errors)/|^node_modules/(zod|stemmer)/`,
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "executors-get-the-rest-in-context",
    comment:
      "An executor imports its definition, the contract and pure modules; models and documents come in `ctx`.",
    severity: "error",
    from: { path: at(String.raw`lib/nodes/([^/]+)/execute\.ts$`), pathNot: OUTSIDE },
    to: {
      path: "^(lib|app|components)/|^node_modules/(@prisma|pg|@langchain|undici)/",
      pathNot: `^lib/(graph|grounding|errors|nodes/_contract)/|${at("lib/nodes/$1/")}`,
      dependencyTypesNot: ["type-only"],
    },
  },
  ...["nodes", "connectors", "providers", "vector-stores"].map((family) => ({
    name: `${family}-are-apart`,
    comment: "A plugin can be removed by deleting its folder: it imports no sibling's.",
    severity: /** @type {const} */ ("error"),
    from: { path: at(`lib/${family}/(?!templates)([^/_][^/]*)/`), pathNot: OUTSIDE },
    to: { path: at(`lib/${family}/[^/_][^/]*/`), pathNot: at(`lib/${family}/$1/`) },
  })),
  {
    name: "mail-through-one-door",
    comment:
      "Mails go to the operator's server through lib/mail, queued by lib/services/mail; nothing else speaks SMTP.",
    severity: "error",
    from: { path: at("(app|lib|prisma)/"), pathNot: `${OUTSIDE}|^lib/mail/smtp\\.ts$` },
    to: { path: "^node_modules/nodemailer/" },
  },
  {
    name: "mail-is-pure-but-for-its-edge",
    comment: "What a mail says is worked out without a server, a database or a clock.",
    severity: "error",
    from: { path: at("lib/mail/"), pathNot: `${OUTSIDE}|^lib/mail/smtp\\.ts$` },
    to: {
      pathNot: `${at("lib/mail/")}|^lib/errors/`,
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "outbound-http-through-the-guard",
    comment:
      "All outbound requests go through lib/net, which checks every address and every redirect.",
    severity: "error",
    from: {
      path: at("(app|lib|prisma)/"),
      // The isolation of parsers names these modules to take them away.
      pathNot: String.raw`${OUTSIDE}|^lib/(net|db/embedded)/|/parser-isolation\.mjs$`,
    },
    to: {
      path: String.raw`^(node:)?(https?|http2|net|tls|dns)$|^node_modules/undici/`,
      pathNot: "^lib/",
    },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: String.raw`^(\.next|\.groundwork|node_modules/\.cache)|^lib/testing/__broken__/`,
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
