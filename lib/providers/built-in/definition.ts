import { defineProvider } from "@/lib/providers/_contract/definition";

/** Id of the built-in chat model and of the built-in embedder. */
export const BUILT_IN_MODEL = "built-in";

export const builtIn = defineProvider({
  type: "built-in",
  abilities: { chat: true, embeddings: true, rerank: false },
  service: null,
  fields: [],
  messages: {
    en: {
      label: "Built-in",
      description:
        "Answers by quoting your documents and finds passages by words and parts of words, not by meaning. Needs no key, and nothing leaves this server.",
      fields: {},
    },
  },
});
