import path from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { ConfigurationError, parseEnv, requireSecrets } from "./env";

const SMTP = { GROUNDWORK_SMTP_URL: "smtp://mail.example.com" };
const FROM = { GROUNDWORK_MAIL_FROM: "ground@example.com" };

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe("parseEnv", () => {
  it("needs nothing", () => {
    expect(parseEnv({})).toEqual({
      mode: "development",
      databaseUrl: null,
      dataDir: path.resolve(".groundwork"),
      port: 3000,
      host: "127.0.0.1",
      nextAuthSecret: null,
      nextAuthUrl: null,
      encryptionKeys: [],
      allowHosts: [],
      logLevel: "info",
      ocrDataDir: null,
      soffice: { program: null, searchPath: "" },
      models: { dir: path.resolve(".groundwork/models"), host: "https://huggingface.co" },
      mail: null,
    });
  });

  it("reads every variable", () => {
    const settings = parseEnv({
      NODE_ENV: "production",
      DATABASE_URL: "postgresql://u:p@db:5432/groundwork",
      GROUNDWORK_DATA_DIR: "/srv/groundwork",
      PORT: "8080",
      HOST: "0.0.0.0",
      NEXTAUTH_SECRET: "s".repeat(32),
      NEXTAUTH_URL: "https://groundwork.example.com",
      GROUNDWORK_ENCRYPTION_KEYS: `new:${key(2)}, old:${key(1)}`,
      GROUNDWORK_ALLOW_HOSTS: "Ollama.lan:11434, [FD00::5]:8000",
      GROUNDWORK_SMTP_URL: "smtp://mail%40corp:p%40ss@Mail.example.com",
      GROUNDWORK_MAIL_FROM: "Ground work <ground@example.com>",
      LOG_LEVEL: "debug",
    });
    expect(settings).toMatchObject({
      mode: "production",
      dataDir: "/srv/groundwork",
      port: 8080,
      host: "0.0.0.0",
    });
    expect(settings.encryptionKeys.map(({ id, bytes }) => [id, bytes[0], bytes.length])).toEqual([
      ["new", 2, 32],
      ["old", 1, 32],
    ]);
    expect(settings.mail).toEqual({
      host: "mail.example.com",
      port: 587,
      secure: false,
      login: { user: "mail@corp", password: "p@ss" },
      requiresEncryption: true,
      from: { name: "Ground work", address: "ground@example.com" },
    });
    expect(settings.allowHosts).toEqual([
      { host: "ollama.lan", port: 11434 },
      { host: "fd00::5", port: 8000 },
    ]);
  });

  it("treats an empty value as absent", () => {
    expect(parseEnv({ DATABASE_URL: "", PORT: " " })).toMatchObject({
      databaseUrl: null,
      port: 3000,
    });
  });

  it.each([
    [{ NODE_ENV: "prod" }, "NODE_ENV"],
    [{ DATABASE_URL: "mysql://db/x" }, "DATABASE_URL"],
    [{ DATABASE_URL: "localhost" }, "DATABASE_URL"],
    [{ PORT: "web" }, "PORT"],
    [{ PORT: "70000" }, "PORT"],
    [{ PORT: "80.5" }, "PORT"],
    [{ HOST: "http://x" }, "HOST"],
    [{ NEXTAUTH_SECRET: "short" }, "NEXTAUTH_SECRET"],
    [{ NEXTAUTH_URL: "groundwork.example.com" }, "NEXTAUTH_URL"],
    [{ GROUNDWORK_ENCRYPTION_KEYS: "k1:c2hvcnQ=" }, "GROUNDWORK_ENCRYPTION_KEYS"],
    [{ GROUNDWORK_ENCRYPTION_KEYS: key(1) }, "GROUNDWORK_ENCRYPTION_KEYS"],
    [{ GROUNDWORK_ENCRYPTION_KEYS: `a:${key(1)},a:${key(2)}` }, "GROUNDWORK_ENCRYPTION_KEYS"],
    [{ GROUNDWORK_ALLOW_HOSTS: "ollama.lan" }, "GROUNDWORK_ALLOW_HOSTS"],
    [{ GROUNDWORK_ALLOW_HOSTS: "*.lan:80" }, "GROUNDWORK_ALLOW_HOSTS"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ GROUNDWORK_SMTP_URL: "mail.example.com", ...FROM }, "GROUNDWORK_SMTP_URL"],
    [{ GROUNDWORK_SMTP_URL: "https://mail.example.com", ...FROM }, "GROUNDWORK_SMTP_URL"],
    [{ GROUNDWORK_SMTP_URL: "smtp://user@mail.example.com", ...FROM }, "GROUNDWORK_SMTP_URL"],
    [{ GROUNDWORK_SMTP_URL: "smtp://mail.example.com?tls=no", ...FROM }, "GROUNDWORK_SMTP_URL"],
    [{ GROUNDWORK_SMTP_URL: "smtp://mail.example.com" }, "GROUNDWORK_MAIL_FROM"],
    [FROM, "GROUNDWORK_SMTP_URL"],
    [{ ...SMTP, GROUNDWORK_MAIL_FROM: "a@b.example, c@d.example" }, "GROUNDWORK_MAIL_FROM"],
    [{ ...SMTP, GROUNDWORK_MAIL_FROM: "A\r\nBcc: x@y.z <a@b.example>" }, "GROUNDWORK_MAIL_FROM"],
  ])("%o is one sentence about the variable", (source, name) => {
    const problems = problemsOf(source);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} .*\\.$`));
  });

  it("reports every bad value at once and never repeats a secret", () => {
    const problems = problemsOf({
      PORT: "web",
      NEXTAUTH_SECRET: "hunter2",
      GROUNDWORK_ENCRYPTION_KEYS: "k1:hunter2",
      GROUNDWORK_SMTP_URL: "smtp://u:hunter2@mail.example.com/path",
    });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain("hunter2");
  });
});

describe("requireSecrets", () => {
  it("names both missing values", () => {
    expect(() => {
      requireSecrets(parseEnv({}));
    }).toThrow(/NEXTAUTH_SECRET is missing.*\nGROUNDWORK_ENCRYPTION_KEYS is missing/);
  });

  it("is content with both", () => {
    const settings = parseEnv({
      NEXTAUTH_SECRET: "s".repeat(32),
      GROUNDWORK_ENCRYPTION_KEYS: `k:${key(1)}`,
    });
    expect(() => {
      requireSecrets(settings);
    }).not.toThrow();
  });
});

describe("the rule that keeps process.env here", () => {
  const snippet = "export const port = process.env.PORT;\n";
  // Only the plain rules: type-aware ones need the snippet to be a file of the project.
  const eslint = new ESLint({
    cwd: path.resolve(import.meta.dirname, "../.."),
    overrideConfig: {
      languageOptions: { parserOptions: { projectService: false, project: false } },
    },
    ruleFilter: ({ ruleId }) => ruleId === "no-restricted-syntax",
  });

  it.each(["lib/services/example.ts", "components/ui/example.tsx", "app/page.tsx"])(
    "is on in %s",
    async (filePath) => {
      const [result] = await eslint.lintText(snippet, { filePath });
      expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(["no-restricted-syntax"]);
      expect(result?.messages[0]?.message).toContain("lib/config/env.ts");
    },
  );

  it("is off in this module only", async () => {
    const [result] = await eslint.lintText(snippet, { filePath: "lib/config/env.ts" });
    expect(result?.messages).toEqual([]);
  });
}, 60_000);
