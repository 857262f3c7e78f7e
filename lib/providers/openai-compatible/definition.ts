import { defineProvider } from "@/lib/providers/_contract/definition";

export const openAiCompatible = defineProvider({
  type: "openai-compatible",
  abilities: { chat: true, embeddings: true, rerank: true },
  service: { baseUrl: null, keyHeader: "authorization", pages: {} },
  fields: [
    { key: "baseUrl", control: "url", required: true },
    { key: "apiKey", control: "secret", required: false },
    { key: "headers", control: "secret", required: false },
  ],
  messages: {
    en: {
      label: "OpenAI-compatible",
      description:
        "Any service that speaks the OpenAI interface: OpenAI itself, a gateway of your company, or Ollama and vLLM on a machine of yours. Also rerankers with the interface of Cohere, Jina or Voyage. Questions and passages are sent there.",
      fields: {
        baseUrl: {
          label: "Base URL",
          help: "The address up to and with /v1.",
          placeholder: "https://api.openai.com/v1",
        },
        apiKey: {
          label: "API key",
          help: "Stored encrypted and never shown again. Leave empty if the service needs none.",
        },
        headers: {
          label: "Headers",
          help: "Only if your gateway asks for some: one in each line. Stored encrypted; only their names are shown again.",
          placeholder: "X-Team: support",
        },
      },
    },
  },
});
