/**
 * What models cost, in US dollars per million tokens, as their providers' price pages said on the day below. A model that
 * is not listed has no known price, which is shown as that and never as nothing. People can set their own.
 */
export const PRICES_AS_OF = "2025-09-30";

export interface Price {
  readonly input: number;
  readonly output: number;
}

/** `[start of the model's id, input, output]` by provider; the longest start that fits counts. */
export const PRICE_LIST: Readonly<Record<string, readonly (readonly [string, number, number])[]>> =
  {
    openai: [
      ["gpt-5", 1.25, 10],
      ["gpt-5-mini", 0.25, 2],
      ["gpt-5-nano", 0.05, 0.4],
      ["gpt-4.1", 2, 8],
      ["gpt-4.1-mini", 0.4, 1.6],
      ["gpt-4.1-nano", 0.1, 0.4],
      ["gpt-4o", 2.5, 10],
      ["gpt-4o-mini", 0.15, 0.6],
      ["o3", 2, 8],
      ["o3-mini", 1.1, 4.4],
      ["o4-mini", 1.1, 4.4],
      ["text-embedding-3-small", 0.02, 0],
      ["text-embedding-3-large", 0.13, 0],
    ],
    anthropic: [
      ["claude-opus-4", 15, 75],
      ["claude-sonnet-4", 3, 15],
      ["claude-3-7-sonnet", 3, 15],
      ["claude-3-5-haiku", 0.8, 4],
    ],
    "google-gemini": [
      ["gemini-2.5-pro", 1.25, 10],
      ["gemini-2.5-flash", 0.3, 2.5],
      ["gemini-2.5-flash-lite", 0.1, 0.4],
      ["gemini-2.0-flash", 0.1, 0.4],
      ["gemini-embedding-001", 0.15, 0],
    ],
    mistral: [
      ["mistral-large", 2, 6],
      ["mistral-medium", 0.4, 2],
      ["mistral-small", 0.1, 0.3],
      ["ministral-8b", 0.1, 0.1],
      ["ministral-3b", 0.04, 0.04],
      ["mistral-embed", 0.1, 0],
    ],
    cohere: [
      ["command-a", 2.5, 10],
      ["command-r-plus", 2.5, 10],
      ["command-r", 0.15, 0.6],
      ["command-r7b", 0.0375, 0.15],
      ["embed-v4", 0.12, 0],
      ["embed-", 0.1, 0],
    ],
    groq: [
      ["llama-3.3-70b-versatile", 0.59, 0.79],
      ["llama-3.1-8b-instant", 0.05, 0.08],
    ],
  };
