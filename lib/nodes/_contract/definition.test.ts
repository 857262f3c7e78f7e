import { expect, it } from "vitest";
import { z } from "zod/mini";
import { defineNode } from "./definition";
import { executorFor } from "./executor";

/**
 * The contract is checked by the compiler: each `@ts-expect-error` below is an error of `npm run types` when the
 * mistake under it stops being one.
 */

const good = {
  type: "good",
  version: 1,
  category: "logic",
  icon: "filter",
  inputs: { text: { type: "text", required: true }, extra: { type: "passages" } },
  outputs: { count: { type: "number" } },
  onError: ["fail"],
  migrate: {},
} as const;
const params = z.object({ limit: z._default(z.number(), 8), note: z._default(z.string(), "") });
const fields = { limit: { label: "Limit" }, note: { label: "Note" } };
const messages = {
  en: {
    label: "Good",
    description: "A good node.",
    ports: { text: "Text", extra: "Extra", count: "Count" },
    fields,
    summary: { plain: "Counts" },
  },
};
const summary = () => ({ key: "plain" }) as const;

const node = defineNode({
  ...good,
  params,
  fields: [{ key: "limit", control: "number" }],
  summary,
  messages,
});

it("takes a definition that is complete", () => {
  expect(node.params.parse({})).toEqual({ limit: 8, note: "" });
});

it("knows the types of params, inputs and outputs in the executor", async () => {
  const executor = executorFor(node)(async ({ params: { limit }, inputs }) => {
    // @ts-expect-error -- an optional port may have no value
    const extra = () => inputs.extra.length;
    return { count: inputs.text.length + limit + (inputs.extra === undefined ? 0 : extra()) };
  });
  // @ts-expect-error -- a text isn't a number
  executorFor(node)(async () => ({ count: "3" }));
  expect(executor.type).toBe("good");
});

it("refuses what doesn't fit together", () => {
  const definitions = [
    // @ts-expect-error -- a field of a param that doesn't exist
    defineNode({ ...good, params, fields: [{ key: "gone", control: "text" }], summary, messages }),
    defineNode({
      ...good,
      params,
      // @ts-expect-error -- a number field for a text
      fields: [{ key: "note", control: "number" }],
      summary,
      messages,
    }),
    defineNode({
      ...good,
      params,
      fields: [],
      summary,
      // @ts-expect-error -- a port without a text
      messages: { en: { ...messages.en, ports: { text: "Text", count: "Count" } } },
    }),
    defineNode({
      ...good,
      params,
      fields: [],
      summary,
      // @ts-expect-error -- a param without a text
      messages: { en: { ...messages.en, fields: { limit: { label: "Limit" } } } },
    }),
    // @ts-expect-error -- a sentence for the card that has no text
    defineNode({ ...good, params, fields: [], summary: () => ({ key: "gone" }), messages }),
  ];
  expect(definitions).toHaveLength(5);
});
