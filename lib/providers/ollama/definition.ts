import { defineProvider } from "@/lib/providers/_contract/definition";

export const ollama = defineProvider({
  type: "ollama",
  abilities: { chat: true, embeddings: true, rerank: false },
  service: {
    baseUrl: "http://127.0.0.1:11434/v1",
    keyHeader: "authorization",
    holdsToSchema: true,
    pages: {},
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: false },
  ],
  messages: {
    en: {
      label: "Ollama",
      description:
        "Models that run on a machine of yours with Ollama. Nothing leaves your network.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "http://127.0.0.1:11434/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again. Leave empty unless a proxy asks for one.",
        },
      },
    },
  },
});
