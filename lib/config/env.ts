import path from "node:path";
import { z } from "zod";
import { parseMailbox } from "@/lib/mail/address";
import { parseSmtpUrl, type MailSettings } from "@/lib/mail/settings";
import { parseAllowedHost, type AllowedHost } from "@/lib/net/allow-list";

/** One key-encryption key; `bytes` has 32 bytes. */
export interface EncryptionKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** What the process was told by its environment, checked. */
export interface Env {
  readonly mode: "development" | "production" | "test";
  /** Null: use the embedded database under `dataDir`. */
  readonly databaseUrl: string | null;
  /** Absolute folder of the embedded database, uploads and generated secrets. */
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** Null only in processes that sign nobody in; see {@link requireSecrets}. */
  readonly nextAuthSecret: string | null;
  readonly nextAuthUrl: string | null;
  /** The first one seals new secrets, the others still open old ones. */
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly allowHosts: readonly AllowedHost[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Absolute folder with tesseract's language data (`deu.traineddata`); null: only English can be recognised. */
  readonly ocrDataDir: string | null;
  /**
   * LibreOffice, for files our own parsers can't read: absolute path of its program, or null to look for it in the
   * folders of `searchPath`. Null altogether: never used.
   */
  readonly soffice: { readonly program: string | null; readonly searchPath: string } | null;
  /** Models that run on this machine: their absolute folder, and the address they are downloaded from. */
  readonly models: { readonly dir: string; readonly host: string };
  /** Null: no mail is sent. */
  readonly mail: MailSettings | null;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** The environment is wrong; `problems` holds one sentence for each bad value, fit to be printed at start. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigurationError";
  }
}

let cached: Env | undefined;

/** The settings of this process, read and checked at the first call. Throws {@link ConfigurationError}. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Checks a set of variables; an empty string counts as absent. Throws {@link ConfigurationError}. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = variables.safeParse(present);
  if (!result.success) {
    throw new ConfigurationError(result.error.issues.map((issue) => issue.message));
  }
  const values = result.data;
  requireBothForMail(values);
  const dataDir = path.resolve(/* turbopackIgnore: true */ values.GROUNDWORK_DATA_DIR);
  return {
    mode: values.NODE_ENV,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir,
    port: values.PORT,
    host: values.HOST,
    nextAuthSecret: values.NEXTAUTH_SECRET ?? null,
    nextAuthUrl: values.NEXTAUTH_URL ?? null,
    encryptionKeys: values.GROUNDWORK_ENCRYPTION_KEYS,
    allowHosts: values.GROUNDWORK_ALLOW_HOSTS,
    logLevel: values.LOG_LEVEL,
    ocrDataDir: values.GROUNDWORK_OCR_DATA_DIR
      ? path.resolve(/* turbopackIgnore: true */ values.GROUNDWORK_OCR_DATA_DIR)
      : null,
    soffice:
      values.GROUNDWORK_SOFFICE === "off"
        ? null
        : { program: values.GROUNDWORK_SOFFICE ?? null, searchPath: values.PATH },
    models: {
      dir: values.GROUNDWORK_MODELS_DIR
        ? path.resolve(/* turbopackIgnore: true */ values.GROUNDWORK_MODELS_DIR)
        : path.join(dataDir, "models"),
      host: values.GROUNDWORK_MODELS_HOST,
    },
    mail:
      values.GROUNDWORK_SMTP_URL && values.GROUNDWORK_MAIL_FROM
        ? { ...values.GROUNDWORK_SMTP_URL, from: values.GROUNDWORK_MAIL_FROM }
        : null,
  };
}

/** A mail needs a server and a sender. Throws {@link ConfigurationError}. */
function requireBothForMail(values: z.output<typeof variables>): void {
  if ((values.GROUNDWORK_SMTP_URL === undefined) === (values.GROUNDWORK_MAIL_FROM === undefined))
    return;
  throw new ConfigurationError([
    values.GROUNDWORK_MAIL_FROM === undefined
      ? "GROUNDWORK_MAIL_FROM is missing: set it to the address that mails come from, such as groundwork@example.com."
      : "GROUNDWORK_SMTP_URL is missing: set it to the mail server, such as smtp://user:password@mail.example.com:587.",
  ]);
}

/**
 * Checks what a serving process (web, worker) can't do without. The start script generates these values in embedded
 * mode; with a database of one's own they have to be given. Throws {@link ConfigurationError}.
 */
export function requireSecrets({ nextAuthSecret, encryptionKeys }: Env): void {
  const problems: string[] = [];
  if (nextAuthSecret === null) {
    problems.push(
      "NEXTAUTH_SECRET is missing: set it to at least 32 random characters, the same on every machine.",
    );
  }
  if (encryptionKeys.length === 0) {
    problems.push(
      'GROUNDWORK_ENCRYPTION_KEYS is missing: set it to "id:key", the key being 32 random bytes in base64.',
    );
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
}

/** A refinement that reports `sentence` instead of failing silently or with zod's own words. */
function reject(context: z.RefinementCtx, sentence: string): never {
  context.addIssue({ code: "custom", message: sentence });
  return z.NEVER;
}

function urlWith(protocols: readonly string[], sentence: string) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), sentence);
}

const portSentence = "PORT must be a whole number from 1 to 65535.";

const encryptionKeys = z
  .string()
  .default("")
  .transform((text, context): readonly EncryptionKey[] => {
    const keys = text
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map(readKey);
    if (keys.includes(null)) {
      return reject(
        context,
        'GROUNDWORK_ENCRYPTION_KEYS must be "id:key" pairs separated by commas: the id letters, digits, "-" or "_", ' +
          "the key 32 random bytes in base64.",
      );
    }
    const read = keys.filter((key) => key !== null);
    if (new Set(read.map((key) => key.id)).size < read.length) {
      return reject(context, "GROUNDWORK_ENCRYPTION_KEYS names the same key id twice.");
    }
    return read;
  });

const allowHosts = z
  .string()
  .default("")
  .transform((text, context): readonly AllowedHost[] => {
    const entries = text
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean);
    const hosts = entries.map(parseAllowedHost);
    const bad = entries.find((_, index) => hosts[index] === null);
    if (bad !== undefined) {
      return reject(
        context,
        `GROUNDWORK_ALLOW_HOSTS has "${bad}": write each entry as host:port, such as ollama.lan:11434.`,
      );
    }
    return hosts.filter((host) => host !== null);
  });

const smtpUrl = z.string().transform((text, context) => {
  const address = parseSmtpUrl(text.trim());
  return (
    address ??
    reject(
      context,
      "GROUNDWORK_SMTP_URL must be the address of a mail server such as smtp://user:password@mail.example.com:587 or " +
        "smtps://…:465, with special characters of the password written as %40 and the like.",
    )
  );
});

const mailFrom = z.string().transform((text, context) => {
  const mailbox = parseMailbox(text);
  return (
    mailbox ??
    reject(
      context,
      "GROUNDWORK_MAIL_FROM must be an e-mail address such as groundwork@example.com or Groundwork <groundwork@example.com>.",
    )
  );
});

const variables = z.object({
  NODE_ENV: z
    .enum(
      ["development", "production", "test"],
      "NODE_ENV must be development, production or test.",
    )
    .default("development"),
  DATABASE_URL: urlWith(
    ["postgres:", "postgresql:"],
    "DATABASE_URL must be a PostgreSQL address such as postgresql://user:password@host:5432/name.",
  ).optional(),
  GROUNDWORK_DATA_DIR: z.string().default(".groundwork"),
  GROUNDWORK_OCR_DATA_DIR: z.string().optional(),
  GROUNDWORK_SOFFICE: z
    .string()
    .refine(
      (text) => text === "off" || path.isAbsolute(text),
      'GROUNDWORK_SOFFICE must be the absolute path of LibreOffice\'s program, such as /usr/bin/soffice, or "off".',
    )
    .optional(),
  PATH: z.string().default(""),
  GROUNDWORK_MODELS_DIR: z.string().optional(),
  GROUNDWORK_MODELS_HOST: urlWith(
    ["http:", "https:"],
    "GROUNDWORK_MODELS_HOST must be the address of huggingface.co or a mirror of it, such as https://models.example.com.",
  ).default("https://huggingface.co"),
  PORT: z.coerce
    .number(portSentence)
    .int(portSentence)
    .min(1, portSentence)
    .max(65_535, portSentence)
    .default(3000),
  HOST: z
    .string()
    .regex(
      /^[a-z0-9.:_-]+$/i,
      "HOST must be a host name or an IP address, without a scheme or a port.",
    )
    .default("127.0.0.1"),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, "NEXTAUTH_SECRET is too short: use at least 32 random characters.")
    .optional(),
  NEXTAUTH_URL: urlWith(
    ["http:", "https:"],
    "NEXTAUTH_URL must be the address people open, such as https://groundwork.example.com.",
  ).optional(),
  GROUNDWORK_ENCRYPTION_KEYS: encryptionKeys,
  GROUNDWORK_ALLOW_HOSTS: allowHosts,
  GROUNDWORK_SMTP_URL: smtpUrl.optional(),
  GROUNDWORK_MAIL_FROM: mailFrom.optional(),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}.`)
    .default("info"),
});

function readKey(entry: string): EncryptionKey | null {
  const match = /^([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/_-]+={0,2})$/.exec(entry);
  if (!match?.[1] || !match[2]) return null;
  const bytes = Buffer.from(match[2], "base64");
  return bytes.length === 32 ? { id: match[1], bytes } : null;
}
