import { PRICE_LIST, type Price } from "./price-list";

/** A model of one's own, which bears another's name between these: `ft:gpt-4o-mini-2024-07-18:acme::id`. */
const FINE_TUNED = /^ft:([^:]+):/;

/**
 * The price on the list, or null. A dated version of a model (`gpt-4o-2024-08-06`) costs what the model does; one whose id
 * goes on in another way (`gpt-4o-audio-preview`) is another model. A fine-tuned one costs more than its base, and what
 * exactly the list does not know.
 */
export function listPriceOf(provider: string, model: string): Price | null {
  if (FINE_TUNED.test(model)) return null;
  const fitting = pricesOf(provider).filter(([start]) => isVersionOf(model, start));
  const [best] = fitting.sort(([a], [b]) => b.length - a.length);
  return best ? { input: best[1], output: best[2] } : null;
}

function pricesOf(provider: string) {
  return Object.hasOwn(PRICE_LIST, provider) ? (PRICE_LIST[provider] ?? []) : [];
}

function isVersionOf(model: string, start: string): boolean {
  if (!model.startsWith(start)) return false;
  const rest = model.slice(start.length);
  return start.endsWith("-") || rest === "" || /^[-@](?:latest|\d[\d.-]*|v\d.*)$/.test(rest);
}

/** US dollars for these tokens. */
export function costOf(
  { input, output }: Price,
  usage: { readonly inputTokens: number; readonly outputTokens: number },
): number {
  return (usage.inputTokens * input + usage.outputTokens * output) / 1_000_000;
}
