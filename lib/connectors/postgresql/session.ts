import "server-only";
import type { Duplex } from "node:stream";
import pg from "pg";
import type { z } from "zod/mini";
import { noAnswer, reconnect, unreadablePlace } from "@/lib/connectors/_contract/failures";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { describeFailure, timedOut, tooLarge } from "@/lib/net/failures";
import { encrypt } from "./encrypt";
import type { postgresql } from "./definition";

export type SqlCredentials = z.infer<typeof postgresql.credentials>;
export type SqlScope = z.infer<typeof postgresql.scope>;
export type SqlCall = ConnectorCall<SqlCredentials>;

/** Ports of PostgreSQL and of the poolers that stand before it at hosters. */
const USUAL_PORTS = [5432, 5433, 6432, 6543];
const STATEMENT_MS = 60_000;
/** Of one statement, the way there and back included. */
const ANSWER_MS = 90_000;
const LARGEST_ANSWER = 32 * 2 ** 20;

export const portOf = ({ port = "5432" }: SqlCredentials): number => Number(port);

/** What a statement gave: every value as the database writes it, null for none. */
export interface Rows {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export type Ask = (text: string, values?: readonly unknown[]) => Promise<Rows>;

/** A transaction in which the server refuses to write, on a connection of its own. */
export interface Session {
  readonly ask: Ask;
  close(): Promise<void>;
}

/**
 * Throws, as its `ask` does, `connector.reconnect`, `unreadable-place`, `throttled`, `no-answer`, `query-refused`, `unencrypted`,
 * `outbound.…`.
 */
export async function openSession(call: SqlCall): Promise<Session> {
  const { credentials, signal } = call;
  const { host, method, certificate } = credentials;
  const socket = await call.connect({ host, port: portOf(credentials), usualPorts: USUAL_PORTS });
  let ends: Duplex = socket;
  let said: unknown = null;
  socket.once("error", (error) => (said = error));
  const end = () => {
    ends.destroy();
    socket.destroy();
  };
  /** In the time that one answer may take; what the driver says when the connection is taken from it tells nothing of why. */
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const timer = setTimeout(() => socket.destroy(timedOut(host, "total")), ANSWER_MS);
    try {
      return await work();
    } catch (error) {
      end();
      signal.throwIfAborted();
      throw await failureOf(call, isAppError(said) ? said : error);
    } finally {
      clearTimeout(timer);
    }
  };
  const answer = { bytes: 0 };
  const client = await timed(async () => {
    if (method === "encrypted") ends = await encrypt(socket, { host, ca: certificate });
    return begin(call, guarded(ends, { host, answer }));
  });
  return {
    ask: (text, values) =>
      timed(() => {
        answer.bytes = 0;
        return askOf(client, text, values);
      }),
    async close() {
      if (!socket.destroyed) await timed(() => client.query("rollback")).catch(() => undefined);
      end();
    },
  };
}

/** One piece of reading in a session of its own. Throws what the session and the work throw. */
export async function inSession<T>(call: SqlCall, work: (ask: Ask) => Promise<T>): Promise<T> {
  const session = await openSession(call);
  try {
    return await work(session.ask);
  } finally {
    await session.close();
  }
}

async function begin(
  { credentials: { host, database, user, password } }: SqlCall,
  stream: Duplex,
): Promise<pg.Client> {
  const client = new pg.Client({
    host,
    database,
    user,
    password,
    ssl: false,
    stream: () => stream,
    application_name: "Groundwork",
    types: { getTypeParser: () => (text: string | Buffer) => text },
  });
  // Told by the statement that was at work.
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin read only");
  await client.query("select set_config('statement_timeout', $1, true)", [String(STATEMENT_MS)]);
  return client;
}

/** With the extended protocol the server takes one statement and no more. */
async function askOf(
  client: pg.Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<Rows> {
  const statement = { text, values: [...values], rowMode: "array", queryMode: "extended" };
  const { fields, rows } = await client.query<(string | null)[]>(statement as pg.QueryArrayConfig);
  return { columns: fields.map(({ name, dataTypeID: type }) => ({ name, type })), rows };
}

/**
 * A connection that is there already, as the driver takes one. What comes is counted, and what the driver can't read ends the
 * connection instead of the process.
 */
function guarded(
  stream: Duplex,
  { host, answer }: { host: string; answer: { bytes: number } },
): Duplex {
  const emit = stream.emit.bind(stream);
  const guardedEmit = (event: string | symbol, ...told: unknown[]): boolean => {
    if (event !== "data") return emit(event, ...told);
    answer.bytes += (told[0] as Buffer).byteLength;
    try {
      if (answer.bytes > LARGEST_ANSWER) throw tooLarge(host, LARGEST_ANSWER);
      return emit(event, ...told);
    } catch (error) {
      stream.destroy(isAppError(error) ? error : noAnswer(host, "unreadable answer"));
      return true;
    }
  };
  const connect = () => {
    process.nextTick(() => {
      emit("connect");
      stream.resume();
    });
    return stream;
  };
  return Object.assign(stream, { emit: guardedEmit, connect });
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the server's own words mean here, by SQLSTATE. Its message may repeat what is in the rows, so it is for the log only. */
async function failureOf(call: SqlCall, error: unknown): Promise<AppError> {
  if (isAppError(error)) return error;
  const { host, database } = call.credentials;
  const { code: state, severity } = error as { code?: unknown; severity?: unknown };
  const code = severity === undefined ? "" : text(state);
  if (/^28/.test(code)) return reconnect("rejected", error);
  if (code === "3D000") return unreadablePlace("missing", { place: database });
  if (/^(42P01|3F000)$/.test(code)) return unreadablePlace("missing", { place: placeIn(error) });
  if (code === "42501") return unreadablePlace("forbidden", { place: placeIn(error) });
  if (/^53/.test(code)) return call.slowDown(host, null);
  if (/^(57|58|08|XX|40)/.test(code)) return noAnswer(host, `SQLSTATE ${code}`);
  if (code !== "") return queryRefused(error, { code, host });
  const met = describeFailure(error, host);
  return met.params.reason === "other" ? noAnswer(host, String(error)) : met;
}

/** The name in the server's message, such as `relation "x" does not exist`. */
const placeIn = (error: unknown): string =>
  /(?:relation|table|view|schema|function) "?([^"\s]{1,200})/.exec(String(error))?.[1] ?? "";

/** The database does not do what was asked; `said` tells an admin why, and nobody else. */
function queryRefused(error: unknown, { code, host }: { code: string; host: string }): AppError {
  return new AppError("connector.query-refused", "unavailable", {
    params: { host, code },
    cause: error,
  });
}

/** What the server said of a query that it refused, for those who wrote it. */
export function wordsOf(error: AppError): string {
  return error.cause instanceof Error ? error.cause.message.slice(0, 300) : "";
}
