import pino, { type DestinationStream } from "pino";
import { env } from "@/lib/config/env";
import { redact, redactValue } from "./redact";

type Fields = Readonly<Record<string, unknown>>;

interface Write {
  (message: string): void;
  /** Pass errors as `{ err }`. */
  (fields: Fields, message: string): void;
}

/** Structured log. Deliberately narrower than pino's: every way in goes through the redaction. */
export interface Log {
  readonly fatal: Write;
  readonly error: Write;
  readonly warn: Write;
  readonly info: Write;
  readonly debug: Write;
  readonly trace: Write;
  /** A log that adds `fields` to every line. */
  child(fields: Fields): Log;
}

export interface LogOptions {
  readonly level: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object a line: level, time, fields, msg. Fields, messages and errors are redacted first, so a secret that
 * slips into any of them doesn't reach the log.
 */
export function createLog({ level, destination = pino.destination(1) }: LogOptions): Log {
  const sink = pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors arrive as plain redacted objects; pino's own serializer would reshape them.
      serializers: { err: (value: unknown) => value },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return over(sink, {});
}

let shared: Log | undefined;

/** The log of this process, at the level its environment asks for. */
export function log(): Log {
  shared ??= createLog({ level: env().logLevel });
  return shared;
}

type Level = Exclude<keyof Log, "child">;

function over(sink: pino.Logger, inherited: Fields): Log {
  const at =
    (level: Level): Write =>
    (first: string | Fields, message?: string) => {
      if (!sink.isLevelEnabled(level)) return;
      const fields = typeof first === "string" ? inherited : { ...inherited, ...first };
      sink[level](
        redactValue(fields) as object,
        redact(typeof first === "string" ? first : (message ?? "")),
      );
    };
  return {
    fatal: at("fatal"),
    error: at("error"),
    warn: at("warn"),
    info: at("info"),
    debug: at("debug"),
    trace: at("trace"),
    child: (fields) => over(sink, { ...inherited, ...fields }),
  };
}
