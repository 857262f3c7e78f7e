import { z } from "zod/mini";
import type { Message } from "@/lib/graph/values";
import type { NodeContext } from "@/lib/nodes/_contract/context";
import { defineNode, type NodeCatalog } from "@/lib/nodes/_contract/definition";
import { executorFor, type NodeExecutors } from "@/lib/nodes/_contract/executor";

/** Small nodes for tests of the graph and the engine, made with the real contract. */

const common = { version: 1, category: "logic", icon: "filter", migrate: {} } as const;
const texts = { label: "Toy", description: "A toy.", summary: { plain: "A toy" } } as const;
const summary = () => ({ key: "plain" }) as const;

export const start = defineNode({
  ...common,
  type: "start",
  category: "input",
  inputs: {},
  outputs: { text: { type: "text" } },
  params: z.object({}),
  fields: [],
  summary,
  onError: ["fail"],
  messages: { en: { ...texts, ports: { text: "Text" }, fields: {} } },
});

/** Does what the test says for its `does`; without one it hands `text` on. */
export const step = defineNode({
  ...common,
  type: "step",
  inputs: { text: { type: "text", required: true }, more: { type: "text" } },
  outputs: { text: { type: "text" } },
  params: z.object({
    does: z._default(z.string(), ""),
    note: z._default(z.string().check(z.maxLength(50)), ""),
    level: z._default(z.number().check(z.gte(0), z.lte(10)), 1),
  }),
  fields: [
    { key: "does", control: "text" },
    { key: "note", control: "reference-text" },
    { key: "level", control: "number", min: 0, max: 10 },
  ],
  summary,
  onError: ["fail", "default", "branch"],
  messages: {
    en: {
      ...texts,
      ports: { text: "Text", more: "More" },
      fields: { does: { label: "Does" }, note: { label: "Note" }, level: { label: "Level" } },
    },
  },
});

/** Takes the port named in `take`, or both for `both`, or none. */
export const fork = defineNode({
  ...common,
  type: "fork",
  category: "router",
  inputs: { text: { type: "text", required: true } },
  outputs: { left: { type: "text", branch: true }, right: { type: "text", branch: true } },
  params: z.object({ take: z._default(z.string(), "left") }),
  fields: [{ key: "take", control: "select", options: ["left", "right", "both", "none"] }],
  summary,
  onError: ["fail"],
  messages: {
    en: {
      ...texts,
      ports: { text: "Text", left: "Left", right: "Right" },
      fields: { take: { label: "Take" } },
    },
  },
});

export const speak = defineNode({
  ...common,
  type: "speak",
  inputs: { text: { type: "text", required: true } },
  outputs: { message: { type: "message" } },
  params: z.object({}),
  fields: [],
  summary,
  onError: ["fail"],
  messages: { en: { ...texts, ports: { text: "Text", message: "Message" }, fields: {} } },
});

export const end = defineNode({
  ...common,
  type: "end",
  category: "output",
  inputs: { message: { type: "message", required: true } },
  outputs: {},
  terminal: true,
  params: z.object({}),
  fields: [],
  summary,
  onError: ["fail"],
  messages: { en: { ...texts, ports: { message: "Message" }, fields: {} } },
});

/** Documents to keep in sync: standing only. */
export const shelf = defineNode({
  ...common,
  type: "shelf",
  category: "source",
  inputs: {},
  outputs: { documents: { type: "documents", standing: true } },
  params: z.object({ sourceId: z._default(z.nullable(z.string()), null) }),
  fields: [{ key: "sourceId", control: "source", required: true }],
  summary,
  onError: ["fail"],
  messages: {
    en: { ...texts, ports: { documents: "Documents" }, fields: { sourceId: { label: "Source" } } },
  },
});

export const finder = defineNode({
  ...common,
  type: "finder",
  category: "store",
  inputs: {
    documents: { type: "documents", standing: true },
    text: { type: "text", required: true },
  },
  outputs: { text: { type: "text" }, number: { type: "number" } },
  params: z.object({}),
  fields: [],
  summary,
  onError: ["fail"],
  messages: {
    en: {
      ...texts,
      ports: { documents: "Documents", text: "Text", number: "Number" },
      fields: {},
    },
  },
});

export const toyCatalog = {
  start,
  step,
  fork,
  speak,
  end,
  shelf,
  finder,
} as const satisfies NodeCatalog;

export type Behaviour = (args: {
  text: string;
  note: string;
  ctx: NodeContext;
}) => Promise<string> | string;

/** Executors of the toys; `behaviours` are what `step` nodes can do, by the name in their `does`. */
export function toyExecutors(behaviours: Readonly<Record<string, Behaviour>> = {}): NodeExecutors {
  return {
    start: executorFor(start)(async ({ ctx }) => ({ text: ctx.question })),
    step: executorFor(step)(async ({ params, inputs, ctx }) => {
      const behave = behaviours[params.does];
      const text = inputs.more === undefined ? inputs.text : `${inputs.text}+${inputs.more}`;
      return { text: behave ? await behave({ text, note: params.note, ctx }) : text };
    }),
    fork: executorFor(fork)(async ({ params: { take }, inputs: { text } }) => ({
      ...(take === "left" || take === "both" ? { left: text } : {}),
      ...(take === "right" || take === "both" ? { right: text } : {}),
    })),
    speak: executorFor(speak)(async ({ inputs }) => ({ message: said(inputs.text) })),
    end: executorFor(end)(async ({ inputs }) => ({ output: inputs.message })),
    shelf: executorFor(shelf)(async () => ({ documents: [] })),
    finder: executorFor(finder)(async ({ inputs }) => ({ text: inputs.text, number: 1 })),
  };
}

export function said(text: string): Message {
  return { text, outcome: "answered", citations: [], refusal: null };
}
