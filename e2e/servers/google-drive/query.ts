import { Refusal } from "../remote-host/host";
import type { File, World } from "./world";

/** Only the app that set them searches `appProperties`. */
type Test = (world: World, file: File, clientId: string) => boolean;

const TERMS: readonly (readonly [RegExp, (text: string) => Test])[] = [
  [/^'((?:[^'\\]|\\.)*)' in parents$/, (id) => (_, file) => file.parentId === id],
  [
    /^trashed ?= ?(true|false)$/,
    (text) => (world, file) => world.isTrashed(file) === (text === "true"),
  ],
  [/^mimeType ?= ?'((?:[^'\\]|\\.)*)'$/, (type) => (_, file) => file.mimeType === type],
  [/^mimeType ?!= ?'((?:[^'\\]|\\.)*)'$/, (type) => (_, file) => file.mimeType !== type],
  [/^name ?= ?'((?:[^'\\]|\\.)*)'$/, (name) => (_, file) => file.name === name],
  [
    /^appProperties has \{ key='((?:[^'\\]|\\.)*' and value='(?:[^'\\]|\\.)*)' \}$/,
    (pair) => (_, file, clientId) => {
      const [key = "", value] = pair.split("' and value='");
      const held = file.facets.appProperties as Record<string, string> | undefined;
      return file.facets.createdBy === clientId && held?.[key] === value;
    },
  ],
  [/^'me' in owners$/, () => (world, file) => !world.isShared(file)],
];

/** Reads the part of Drive's search language that a reader of files needs: terms joined by `and`. */
export function queryOf(q: string | null): Test {
  const terms = (q ?? "").match(/(?:\{[^}]*\}|'(?:[^'\\]|\\.)*'|[^'{])+?(?= and |$)/g) ?? [];
  const tests = terms.map((term) => {
    const text = term.replace(/^ and /, "").trim();
    for (const [pattern, make] of TERMS) {
      const match = pattern.exec(text);
      if (match) return make((match[1] ?? "").replace(/\\(['\\])/g, "$1"));
    }
    throw new Refusal(400, "invalid", { message: `Invalid Value: ${text}` });
  });
  return (world, file, clientId) => tests.every((test) => test(world, file, clientId));
}
