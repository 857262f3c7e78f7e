import "server-only";
import { z } from "zod/mini";
import {
  documentBusy,
  documentGone,
  mayNotWrite,
  refused,
  type NoWriting,
} from "@/lib/connectors/_contract/failures";
import type { ConnectorCheck } from "@/lib/connectors/_contract/runtime";
import {
  mayWrite,
  type WrittenDocument,
  type WrittenPart,
  type Writing,
} from "@/lib/connectors/_contract/writing";
import { isAppError } from "@/lib/errors/app-error";
import { get, hostOf, parsed, type Ask, type DriveCall, type Got, type Refusal } from "./api";
import { nameOf, requestsFor, type BodyEnd } from "./document-requests";
import { OWN } from "./items";
import { docsOf, tokenFor, WRITE_OWN, type DriveCredentials } from "./sign-in";

const DOCUMENT = "application/vnd.google-apps.document";
/** Parts that go in with one call. */
const AT_ONCE = 20;
/** How often somebody else may have been faster. */
const TRIES = 6;

const made = z.object({
  id: z.string(),
  // It becomes a link that people click.
  webViewLink: z.catch(z.optional(z.url({ protocol: /^https?$/ })), undefined),
  trashed: z.optional(z.boolean()),
});
const list = z.object({ files: z.optional(z.array(made)) });
const index = z.optional(z.number());
const document = z.object({
  revisionId: z.string(),
  namedRanges: z.optional(z.record(z.string(), z.unknown())),
  body: z.object({
    content: z.array(z.object({ startIndex: index, endIndex: index })),
  }),
});

interface Read {
  readonly revisionId: string;
  /** Of the parts that are in it. */
  readonly names: ReadonlySet<string>;
  readonly end: BodyEnd;
}

/** Makes Google Docs with no more than the right to files of this app's own. */
export const writing: Writing<DriveCredentials> = {
  async create(call, { key, title }) {
    // Whoever asks again may have had no answer the first time.
    const before = await find(call, key);
    if (before) return before;
    const file = {
      name: title,
      mimeType: DOCUMENT,
      appProperties: { groundworkKey: key },
      properties: OWN,
    };
    const query = { fields: "id,webViewLink" };
    return documentOf(
      parsed(call, made, await body(call, "/drive/v3/files", { json: file, query })),
    );
  },

  async append(call, { id, parts }) {
    await requireThere(call, id);
    const added: string[] = [];
    for (let at = 0; at < parts.length; at += AT_ONCE) {
      added.push(...(await appendOnce(call, id, parts.slice(at, at + AT_ONCE))));
    }
    return added;
  },
};

/** Whether documents can be written, found out by a call that writes nothing. */
export async function writingCheck(call: DriveCall): Promise<ConnectorCheck> {
  const told = (reason: string): ConnectorCheck => ({
    code: "writing",
    ok: reason === "",
    aside: true,
    params: { reason },
  });
  try {
    const got = await askToWrite(call, pathOf("none", ":batchUpdate"), {
      base: docsOf(call.credentials),
      json: { requests: [] },
    });
    return told("refusal" in got && got.refusal.status === 403 ? reasonOf(got.refusal) : "");
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.may-not-write") throw error;
    return told(String(error.params.reason));
  }
}

async function find(call: DriveCall, key: string): Promise<WrittenDocument | null> {
  const q = `appProperties has { key='groundworkKey' and value='${key.replace(/['\\]/g, String.raw`\$&`)}' } and trashed = false`;
  const query = { q, orderBy: "createdTime", pageSize: "1", fields: "files(id,webViewLink)" };
  const [first] = parsed(call, list, await body(call, "/drive/v3/files", { query })).files ?? [];
  return first ? documentOf(first) : null;
}

function documentOf({ id, webViewLink }: z.infer<typeof made>): WrittenDocument {
  return { id, url: webViewLink ?? `https://docs.google.com/document/d/${id}/edit` };
}

async function requireThere(call: DriveCall, id: string): Promise<void> {
  const got = await askToWrite(call, `/drive/v3/files/${encodeURIComponent(id)}`, {
    query: { fields: "id,trashed" },
  });
  if ("refusal" in got) throw refusalOf(call, got.refusal);
  if (parsed(call, made, got.body).trashed === true) throw documentGone("trashed");
}

/**
 * What others wrote meanwhile makes Docs refuse, and the document is read again: what a part says of itself there is true at
 * the moment in which it is written, so it is written once.
 */
async function appendOnce(
  call: DriveCall,
  id: string,
  parts: readonly WrittenPart[],
): Promise<readonly string[]> {
  let sent: string | null = null;
  for (let tries = 0; tries < TRIES; tries++) {
    const { revisionId, names, end } = await read(call, id);
    const fresh = parts.filter((part) => !names.has(nameOf(part)));
    if (fresh.length === 0) return [];
    // Refused although nobody had changed it: for another reason than its revision.
    if (sent === revisionId) throw refused(hostOf(call), 400, "batchUpdate refused");
    sent = revisionId;
    const got = await askToWrite(call, pathOf(id, ":batchUpdate"), {
      base: docsOf(call.credentials),
      json: {
        requests: requestsFor(fresh, end),
        writeControl: { requiredRevisionId: revisionId },
      },
    });
    if (!("refusal" in got)) return fresh.map((part) => part.id);
    if (got.refusal.status !== 400) throw refusalOf(call, got.refusal);
  }
  throw documentBusy();
}

async function read(call: DriveCall, id: string): Promise<Read> {
  const told = parsed(
    call,
    document,
    await body(call, pathOf(id), {
      base: docsOf(call.credentials),
      query: { fields: "revisionId,namedRanges,body(content(startIndex,endIndex))" },
    }),
  );
  const last = told.body.content.at(-1);
  const after = last?.endIndex ?? 2;
  return {
    revisionId: told.revisionId,
    names: new Set(Object.keys(told.namedRanges ?? {})),
    end: { index: after - 1, blank: (last?.startIndex ?? 1) === after - 1 },
  };
}

const pathOf = (id: string, verb = "") => `/v1/documents/${encodeURIComponent(id)}${verb}`;

async function body(call: DriveCall, path: string, more: Ask): Promise<unknown> {
  const got = await askToWrite(call, path, more);
  if ("refusal" in got) throw refusalOf(call, got.refusal);
  return got.body;
}

/** With the right to write, which a service account is given apart from that to read. */
async function askToWrite(call: DriveCall, path: string, more: Ask): Promise<Got> {
  if (!mayWrite(call.credentials)) throw mayNotWrite("off");
  if (call.credentials.method === "sign-in") return get(call, path, more);
  return get(call, path, { ...more, token: (again) => delegated(call, again) });
}

async function delegated(call: DriveCall, again: string | undefined): Promise<string> {
  try {
    return await tokenFor(call, WRITE_OWN, again);
  } catch (error) {
    const cause = isAppError(error) ? error.cause : null;
    const missing = cause instanceof Error && cause.message === "delegation";
    throw missing ? mayNotWrite("delegation", error) : error;
  }
}

function refusalOf(call: DriveCall, refusal: Refusal) {
  const { status, reason } = refusal;
  if (status === 404) return documentGone("missing");
  if (status === 403) return mayNotWrite(reasonOf(refusal), new Error(reason));
  return refused(hostOf(call), status, reason);
}

const REASONS: Readonly<Record<string, NoWriting>> = {
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: "scope",
  insufficientPermissions: "scope",
  SERVICE_DISABLED: "api",
  accessNotConfigured: "api",
};

const reasonOf = ({ reason }: Refusal): NoWriting => REASONS[reason] ?? "other";
