import { expect, it } from "vitest";
import { parseHeaders } from "./headers-text";

it.each([
  ["", {}],
  ["\n  \n", {}],
  ["X-Team: support", { "x-team": "support" }],
  [" x-a : one: two \nx-b:3", { "x-a": "one: two", "x-b": "3" }],
  ["x-team support", null],
  ["x team: support", null],
  ["x-team:", null],
  ["x-team: é", null],
])("reads %j", (text, headers) => {
  expect(parseHeaders(text)).toEqual(headers);
});
