import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { checkJsonDepth } from "../check-depth";
import { DocumentBuilder, oneLine } from "../document-builder";
import { readText } from "../read-text";

/** A record longer than this is no line to be quoted: each of its values gets one. */
const MAX_RECORD = 1_500;
const MAX_RECORDS = 200_000;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * JSON, or JSON lines. Records become lines "key: value; …" with the paths of nested values ("address.city: Rome"),
 * other objects headings with their values below. Throws `ingestion.too-deep`.
 */
export const parse: Parse = async (input) => {
  const builder = new DocumentBuilder();
  const text = (await readText(input, builder)).replace(/^\ufeff/, "");
  checkJsonDepth(text);
  input.signal.throwIfAborted();
  append(builder, readJson(text), 1);
  return builder.build();
};

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    if (lines.length < 2) throw damaged(error);
    try {
      return lines.map((line) => JSON.parse(line) as Json);
    } catch (cause) {
      throw damaged(cause);
    }
  }
}

const damaged = (cause: unknown) =>
  new AppError("ingestion.damaged", "bad-request", { params: { format: "json" }, cause });

const isRecord = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function append(builder: DocumentBuilder, value: Json, level: number): void {
  if (Array.isArray(value)) appendList(builder, value);
  else if (isRecord(value)) appendObject(builder, value, level);
  else if (value !== null) builder.paragraph(plain(value));
}

/** Values of their own first, then each nested part under its name. */
function appendObject(builder: DocumentBuilder, value: { [key: string]: Json }, level: number) {
  const entries = Object.entries(value);
  const nested = entries.filter(([, part]) => isNested(part));
  const own = entries
    .filter(([, part]) => !isNested(part))
    .flatMap(([key, part]) => flat(part, key));
  builder.paragraph(own.join("\n"));
  for (const [key, part] of nested) {
    builder.heading(Math.min(level, 6), key);
    append(builder, part, level + 1);
  }
}

/** Neither a value nor a list of values. */
const isNested = (value: Json) =>
  isRecord(value) || (Array.isArray(value) && value.some((one) => typeof one === "object"));

function appendList(builder: DocumentBuilder, list: readonly Json[]): void {
  if (list.length > MAX_RECORDS)
    throw new AppError("ingestion.too-many-rows", "too-large", {
      params: { rows: list.length, limit: MAX_RECORDS },
    });
  let rows: string[][] = [];
  const flush = () => {
    builder.table(null, rows);
    rows = [];
  };
  for (const record of list) {
    const values = flat(record, "");
    const line = values.map(oneLine).join("; ");
    if (line.length <= MAX_RECORD) rows.push([line]);
    else {
      flush();
      builder.paragraph(values.join("\n"));
    }
  }
  if (rows.length > 0) flush();
}

/** Every value with its path, one a line; lists of values stay together. */
function flat(value: Json, path: string): string[] {
  const name = path === "" ? "" : `${path}: `;
  if (Array.isArray(value)) {
    if (!value.some((one) => typeof one === "object" && one !== null))
      return value.length > 0 ? [`${name}${value.map(plain).join(", ")}`] : [];
    return value.flatMap((one, index) => flat(one, `${path}[${String(index + 1)}]`));
  }
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, part]) =>
      flat(part, path === "" ? key : `${path}.${key}`),
    );
  return value === null || value === "" ? [] : [`${name}${plain(value)}`];
}

const plain = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
