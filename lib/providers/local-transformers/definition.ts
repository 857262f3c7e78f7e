import { defineProvider } from "@/lib/providers/_contract/definition";

/** Stands for this provider where the id of a connection is asked for: it has none. */
export const LOCAL_TRANSFORMERS = "local-transformers";

export const localTransformers = defineProvider({
  type: LOCAL_TRANSFORMERS,
  abilities: { chat: false, embeddings: true, rerank: false },
  service: null,
  fields: [],
  messages: {
    en: {
      label: "On this machine",
      description:
        "Finds passages by what they mean, across languages. Needs no key, and nothing leaves this server; the model is downloaded once.",
      fields: {},
    },
  },
});
