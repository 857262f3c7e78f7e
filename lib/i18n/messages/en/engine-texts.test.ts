import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { engineErrors } from "./errors-engine";
import { problems } from "./problems";

/** Something for every value that the texts fill in. */
const values = {
  node: "Model",
  port: "question",
  field: "limit",
  type: "odd",
  id: "model-1",
  reference: "model-2",
  token: "{{x}}",
  nodes: "A → B",
  source: "text",
  target: "passages",
  problem: "cycle",
  name: "Handbook",
  limit: 1,
  count: 2,
  seconds: 3,
  percent: 60,
  hours: 24,
};

function translated(message: string): string {
  const onError = (error: Error) => {
    throw error;
  };
  return createTranslator({ locale: "en", messages: { message }, onError })("message", values);
}

describe("texts of problems and engine errors", () => {
  it.each(Object.entries({ ...problems, ...engineErrors }))("%s is whole sentences", (_, text) => {
    expect(translated(text).replace(values.token, "")).toMatch(/^[^{}]+\.$/);
  });
});

describe("texts of nodes", () => {
  const texts = Object.entries(nodeCatalog).flatMap(([type, { messages }]) => [
    ...Object.entries(messages.en.summary).map(([key, text]) => [`${type} ${key}`, text] as const),
    [`${type} description`, messages.en.description] as const,
  ]);
  it.each(texts)("%s has nothing left to fill in", (_, text) => {
    expect(translated(text)).toMatch(/^[^{}]+$/);
  });
});
