import { defineProvider } from "@/lib/providers/_contract/definition";

export const groq = defineProvider({
  type: "groq",
  abilities: { chat: true, embeddings: false, rerank: false },
  service: {
    baseUrl: "https://api.groq.com/openai/v1",
    keyHeader: "authorization",
    pages: {
      keys: "https://console.groq.com/keys",
      billing: "https://console.groq.com/settings/billing",
      status: "https://groqstatus.com",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Groq",
      description:
        "Open models, answered very fast. Questions and passages are sent to Groq in the United States.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://api.groq.com/openai/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
          placeholder: "gsk_…",
        },
      },
    },
  },
});
