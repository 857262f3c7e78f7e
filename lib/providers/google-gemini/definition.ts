import { defineProvider } from "@/lib/providers/_contract/definition";

export const googleGemini = defineProvider({
  type: "google-gemini",
  abilities: { chat: true, embeddings: true, rerank: false },
  service: {
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    keyHeader: "x-goog-api-key",
    pages: {
      keys: "https://aistudio.google.com/apikey",
      billing: "https://ai.google.dev/gemini-api/docs/billing",
      status: "https://aistudio.google.com/status",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: false },
    { key: "apiKey", control: "secret", required: true },
  ],
  messages: {
    en: {
      label: "Google Gemini",
      description:
        "The Gemini models, by a key of Google AI Studio. Questions and passages are sent to Google.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "Leave empty for the usual one.",
          placeholder: "https://generativelanguage.googleapis.com/v1beta",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again.",
          placeholder: "AIza…",
        },
      },
    },
  },
});
