import { EventEmitter } from "node:events";

const MASK = "[redacted]";

/** Strings that look like credentials wherever they occur. Each keeps its harmless prefix where there is one. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${MASK}`],
  // Keys by the prefixes of known services: OpenAI-style, Groq, Cerebras, Replicate, Hugging Face, GitHub, Slack, Google, AWS.
  [/\b(?:sk|pk|rk|gsk|csk|r8|hf|ghp|gho|ghs|github_pat|xox[abprs])[-_][\w-]{6,}/g, MASK],
  [/\bAIza[\w-]{30,}/g, MASK],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK],
  // JSON web tokens.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, MASK],
  // Passwords in addresses.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${MASK}@`],
  // name=value and "name": "value".
  [
    /\b(api[-_]?key|access[-_]?token|refresh[-_]?token|client[-_]?secret|password|secret|token)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]{3,}/gi,
    `$1$2${MASK}`,
  ],
];

const secretName =
  /pass(?:word|phrase)|secret|token$|^auth$|authorization|cookie|api[-_]?key|private[-_]?key|credential|encryption[-_]?keys?|databaseurl|database_url/i;
/** Counts, not credentials. */
const harmlessName = /^(?:input|output|max|total|prompt|completion)[-_]?tokens?$/i;
const DEEPEST = 8;

/** Masks what looks like a key, token or password inside a text. */
export function redact(text: string): string {
  return patterns.reduce(
    (masked, [pattern, replacement]) => masked.replace(pattern, replacement),
    text,
  );
}

/** True for field names whose value must never be logged. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name);
}

/**
 * A copy fit for a log: secret-named fields masked at any depth, every string redacted, errors turned into plain
 * objects with their causes, cycles and very deep values cut off, bytes replaced by their length, clients and sockets by their
 * kind.
 */
export function redactValue(value: unknown): unknown {
  return copy(value, []);
}

function copy(value: unknown, parents: readonly object[]): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (parents.includes(value) || parents.length >= DEEPEST) return "[cut off]";
  const within = [...parents, value];
  if (value instanceof Date) return value;
  // Clients, sockets and the like, which errors carry along: pages of inner state that help nobody.
  if (value instanceof EventEmitter) return `[${value.constructor.name}]`;
  if (ArrayBuffer.isView(value)) return `[${String(value.byteLength)} bytes]`;
  if (Array.isArray(value)) return value.map((item) => copy(item, within));
  if (value instanceof Error) return copyFields(errorFields(value), within);
  if (value instanceof Map) return copyFields(Object.fromEntries(value) as object, within);
  if (value instanceof Set) return [...value].map((item) => copy(item, within));
  return copyFields(value, within);
}

function copyFields(fields: object, parents: readonly object[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isSecretName(name) ? MASK : copy(value, parents),
    ]),
  );
}

/** `message`, `stack` and `cause` are not enumerable on an Error, its own extra fields are. */
function errorFields(error: Error): Record<string, unknown> {
  return {
    ...error,
    type: error.name,
    message: error.message,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
    stack: error.stack,
  };
}
