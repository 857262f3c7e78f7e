/** Assumed of a model that isn't known: what small models on one's own machine usually take. */
const UNKNOWN = 16_384;

/** Context windows in tokens that models of such a name usually have, whoever offers them; the first counts. */
const KNOWN: readonly (readonly [RegExp, number])[] = [
  [/gpt-4\.1|gemini-(?:1\.5|2)/, 1_000_000],
  [/gpt-5/, 400_000],
  [/claude|\bo[134](?:-|$)/, 200_000],
  [
    /gpt-4o|gpt-4-turbo|llama-?3\.[1-9]|command-(?:r|a)|mistral-(?:large|small|nemo)|deepseek/,
    128_000,
  ],
  [/qwen-?(?:2\.5|3)|mixtral|mistral/, 32_000],
  [/gpt-3\.5/, 16_000],
  [/gpt-4|llama-?3|gemma/, 8_000],
];

/**
 * Ollama reads no further than this on most machines, whatever the model could take, and drops the beginning without a word
 * (https://docs.ollama.com/context-length). Models that it only passes on to its own service are read whole.
 */
const OLLAMA = 4096;

/** How many tokens a model reads and writes together, going by its name: for one of which nothing better is known. */
export function assumedWindow(model: string, provider = ""): number {
  if (provider === "ollama" && !/[:-]cloud$/.test(model)) return OLLAMA;
  const name = model.toLowerCase();
  return KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? UNKNOWN;
}
