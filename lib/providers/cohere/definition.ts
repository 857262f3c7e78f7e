import { defineProvider } from "@/lib/providers/_contract/definition";

export const cohere = defineProvider({
  type: "cohere",
  abilities: { chat: true, embeddings: true, rerank: true },
  service: {
    baseUrl: "https://api.cohere.com",
    keyHeader: "authorization",
    holdsToSchema: true,
    pages: {
      keys: "https://dashboard.cohere.com/api-keys",
      billing: "https://dashboard.cohere.com/billing",
      status: "https://status.cohere.com",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Cohere",
      description:
        "The Command models, and Cohere's own for search and reranking. Questions and passages are sent to Cohere.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one. Without a version at its end.",
          placeholder: "https://api.cohere.com",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
        },
      },
    },
  },
});
