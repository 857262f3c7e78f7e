import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";

export const chatInput = defineNode({
  type: "chat-input",
  version: 1,
  category: "input",
  icon: "message-circle-question",
  inputs: {},
  outputs: { question: { type: "text" }, files: { type: "files" } },
  params: z.object({
    greeting: z._default(z.string().check(z.maxLength(500)), ""),
    suggestions: z._default(
      z.array(z.string().check(z.maxLength(200))).check(z.maxLength(6)),
      () => [],
    ),
    useConversation: z._default(z.boolean(), true),
  }),
  fields: [
    { key: "greeting", control: "textarea", rows: 2 },
    { key: "suggestions", control: "text-list", maxItems: 6 },
    { key: "useConversation", control: "switch", level: "advanced" },
  ],
  summary: (params) =>
    params.suggestions.length > 0
      ? { key: "suggesting", values: { count: params.suggestions.length } }
      : { key: "plain" },
  onError: ["fail"],
  migrate: {},
  messages: {
    en: {
      label: "Chat input",
      description: "Where the person's question and files come in.",
      ports: { question: "Question", files: "Files attached" },
      fields: {
        greeting: {
          label: "Greeting",
          help: "Shown before the first question.",
          placeholder: "Hello! What would you like to know?",
        },
        suggestions: {
          label: "Suggested questions",
          help: "Shown as buttons to start with, up to six.",
        },
        useConversation: {
          label: "Understand follow-up questions",
          help: "A short question such as “and for part-timers?” is read together with the one before it.",
        },
      },
      summary: {
        plain: "Takes the person's question",
        suggesting:
          "Takes the person's question, suggests {count, plural, one {# question} other {# questions}}",
      },
    },
  },
});
