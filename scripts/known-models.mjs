/**
 * Writes what is publicly known of models, `lib/models/known-models.json`, from two packages that collect it:
 *
 *   mkdir /tmp/known && cd /tmp/known
 *   npm install --ignore-scripts @pydantic/genai-prices @langchain/{openai,anthropic,google-genai,groq}
 *   cd - && node scripts/known-models.mjs /tmp/known/node_modules 2026-09-22
 *
 * Prices come from genai-prices (MIT), which keeps them by provider with the pages they were read on; limits and abilities
 * from LangChain's profiles (MIT). The date is that of the newest check in genai-prices; only what held on it is taken, and
 * what neither says stays out. Look at the difference before committing it.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "prettier";

const TARGET = path.join(import.meta.dirname, "../lib/models/known-models.json");

/** Of each provider: its name in genai-prices, LangChain's profiles, and which of its models answer or embed texts. */
const PROVIDERS = {
  openai: {
    prices: "openai",
    profiles: "openai/dist/chat_models/profiles.js",
    models:
      /^(?:gpt-3\.5-turbo$|gpt-4$|gpt-4-turbo|gpt-4\.1|gpt-4o(?:-mini|-2024-05-13)?$|gpt-[56]|o[134]|ft:gpt-4o|text-embedding)/,
    not: /image|pro$|codex|research|preview|search|o1-mini/,
  },
  anthropic: {
    prices: "anthropic",
    profiles: "anthropic/dist/profiles.js",
    models: /^claude-(?:3|haiku|sonnet|opus|fable)/,
    // Nothing is known of its newer way to ask for a form.
    unsure: ["structuredOutput"],
  },
  "google-gemini": {
    prices: "google",
    profiles: "google-genai/dist/profiles.js",
    models: /^gemini-(?:2\.5|3|embedding)/,
    not: /image|tts|live|omni/,
  },
  mistral: {
    prices: "mistral",
    models: /^(?:ministral|mistral-(?:embed|large|medium|small)|magistral|codestral)/,
    // Names without a version mean another model every few months.
    not: /(?<!\d{4}|embed)$|2312|instruct/,
  },
  cohere: { prices: "cohere", models: /^(?:command-(?:a|r)|embed)/ },
  groq: {
    prices: "groq",
    profiles: "groq/dist/profiles.js",
    models: /^(?:llama-3\.[13]-(?:8b-i|70b-v)|meta-llama\/llama-4|moonshotai|openai|qwen)/,
  },
  cerebras: { prices: "cerebras", models: /^(?:gpt-oss|gemma)/ },
  together: { prices: "together", models: /Llama-(?:3\.|4)/ },
};

/** The interface to give an answer a form is younger than these. */
const WITHOUT_SCHEMA = /^gpt-(?:3\.5|4$|4-turbo|4o-2024-05-13)/;
const DATE = /-\d{4}-?\d{2}-?\d{2}$/;

const [folder, asOf] = process.argv.slice(2);
if (!folder || !asOf) throw new Error("usage: known-models.mjs <node_modules> <YYYY-MM-DD>");
const load = (file) => import(pathToFileURL(path.resolve(folder, file)).href);
const { findProvider } = await load("@pydantic/genai-prices/dist/index.js");

const providers = {};
for (const [type, wanted] of Object.entries(PROVIDERS)) {
  const profiles = wanted.profiles ? (await load(`@langchain/${wanted.profiles}`)).default : {};
  providers[type] = findProvider({ providerId: wanted.prices })
    .models.filter(({ id, deprecated }) => deprecated !== true && wanted.models.test(id))
    .flatMap((model) => entriesOf(model, { ...wanted, profiles }));
}
const json = JSON.stringify({ asOf, providers });
await writeFile(TARGET, await format(json, { parser: "json", printWidth: 100 }));

/** One entry for the names of which the same is known. */
function entriesOf(model, wanted) {
  const entries = new Map();
  for (const id of idsOf(model).filter((name) => !(wanted.not?.test(name) ?? false))) {
    const known = knownOf(id, model, wanted);
    const { ids = [] } = entries.get(JSON.stringify(known)) ?? {};
    entries.set(JSON.stringify(known), { ids: [...ids, id], ...known });
  }
  return [...entries.values()];
}

function knownOf(id, model, { profiles, unsure = [] }) {
  const profile = profiles[id] ?? {};
  const price = priceOf(model.prices);
  const said = {
    // Where they differ the smaller one is safe: some windows are larger only for those who ask.
    contextWindow: smallest(profile.maxInputTokens, model.context_window),
    maxOutputTokens: profile.maxOutputTokens,
    // Some that can are listed as if they couldn't.
    tools: profile.toolCalling || undefined,
    structuredOutput: WITHOUT_SCHEMA.test(id) ? false : profile.structuredOutput,
    vision: profile.imageInputs,
    reasoning: profile.reasoningOutput,
  };
  for (const name of unsure) delete said[name];
  const embeds = /embed/.test(id);
  return {
    kind: embeds ? "embedding" : "chat",
    ...(embeds ? { contextWindow: said.contextWindow } : said),
    ...(price && { price }),
  };
}

function smallest(...numbers) {
  const known = numbers.filter((number) => number !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** The names of a model, without dates at their ends, which the catalogue reads over by itself. */
function idsOf({ id, match }) {
  const exact = (match.or ?? [match]).flatMap(({ equals }) => equals ?? []);
  const undated = exact.filter((name) => !DATE.test(name) || name.replace(DATE, "") !== id);
  // Other services spell some with dashes for dots.
  return [...new Set([id, id.replace(/-latest$/, ""), ...undated])].filter(
    (name) => !/^gpt-(?:\d-\d|35)/.test(name),
  );
}

/** The price that held on the date, with the higher one of long prompts where there is one. */
function priceOf(prices) {
  const all = Array.isArray(prices) ? prices : [{ prices }];
  const held = all.findLast(({ constraint }) => !constraint || constraint.start_date <= asOf);
  const { input_mtok: input, output_mtok: output = 0, cache_read_mtok: cached } = held.prices;
  if (input === undefined) return null;
  const at = (price, tier) => (typeof price === "number" ? price : tier(price));
  const read = (tier) => ({
    input: at(input, tier),
    output: at(output, tier),
    ...(cached !== undefined && { cachedInput: at(cached, tier) }),
  });
  // Some give the last token before the step, some the first one after it.
  const tokens = input.tiers?.[0]?.start;
  return {
    ...read(({ base }) => base),
    ...(tokens && {
      longPrompt: {
        overTokens: Math.ceil(tokens / 1000) * 1000,
        ...read(({ tiers }) => tiers[0].price),
      },
    }),
  };
}
