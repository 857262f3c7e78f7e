/** The JSON object in a model's reply, whatever it says around it; null where there is none. */
export function objectIn(reply: string): unknown {
  try {
    return JSON.parse(/\{[\s\S]*\}/.exec(reply)?.[0] ?? "");
  } catch {
    return null;
  }
}

/** Fewer characters stand in almost any text. */
const SHORTEST_QUOTE = 3;

/** Whether a quote that a model gives stands in a text, up to white space and case. */
export function quoteStandsIn(text: string): (quote: string) => boolean {
  const there = plain(text);
  return (quote) => {
    const wanted = plain(quote);
    return wanted.length >= SHORTEST_QUOTE && there.includes(wanted);
  };
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}
