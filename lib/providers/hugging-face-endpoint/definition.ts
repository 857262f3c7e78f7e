import { defineProvider } from "@/lib/providers/_contract/definition";

export const huggingFaceEndpoint = defineProvider({
  type: "hugging-face-endpoint",
  abilities: { chat: true, embeddings: true, rerank: true },
  service: {
    baseUrl: null,
    keyHeader: "authorization",
    holdsToSchema: true,
    // Seconds for which a sleeping endpoint may wake up before it says that it sleeps; less than we wait for a first token.
    headers: { "x-scale-up-timeout": "80" },
    pages: {
      keys: "https://huggingface.co/settings/tokens",
      billing: "https://huggingface.co/settings/billing",
      status: "https://endpoints.huggingface.co",
    },
  },
  fields: [
    { key: "baseUrl", control: "url", required: true },
    { key: "apiKey", control: "secret", required: false },
  ],
  messages: {
    en: {
      label: "Hugging Face endpoint",
      description:
        "A model on an endpoint of your own at Hugging Face: for answers, embeddings or reranking. Questions and passages are sent there.",
      fields: {
        baseUrl: {
          label: "Address",
          help: "The endpoint's URL, as its page shows it.",
          placeholder: "https://….endpoints.huggingface.cloud",
        },
        apiKey: {
          label: "Access token",
          help: "Stored encrypted and never shown again. Leave empty for a public endpoint.",
          placeholder: "hf_…",
        },
      },
    },
  },
});
