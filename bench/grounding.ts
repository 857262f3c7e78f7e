/**
 * Time of one decision, one extracted answer and one citation check over 8 passages of 1,000 characters each, every
 * passage new to the process (nothing cached). Prints one JSON line.
 *
 *   npx tsx --conditions=react-server bench/grounding.ts
 */
import { loadavg } from "node:os";
import { citeAnswer, decide, extractAnswer } from "@/lib/grounding";
import { HANDBOOK, passageOf } from "@/lib/grounding/testing/passages";

const ROUNDS = 300;
const WARM_UP = 50;
const SENTENCES = HANDBOOK.flatMap((passage) => passage.text.split(/(?<=\.) /));

/** Passages of about 1,000 characters, each made of the handbook's sentences in another order. */
function freshPassages(round: number) {
  return Array.from({ length: 8 }, (_, rank) => {
    let text = "";
    for (let i = round + rank * 7; text.length < 1_000; i += 1 + (rank % 3)) {
      text += `${SENTENCES[i % SENTENCES.length] ?? ""} Item ${i} of round ${round}. `;
    }
    return passageOf(text.slice(0, 1_000), { rank });
  });
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3));
}

function timeOf(work: (round: number) => void): { p50: number; p95: number } {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const before = performance.now();
    work(round);
    if (round >= WARM_UP) times.push(performance.now() - before);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

const question = "Within how many hours must a stolen laptop be reported to the service desk?";
const answer =
  "A stolen laptop must be reported within 24 hours [1]. Parental leave lasts 16 weeks [2].";
const inputs = (salt: number) =>
  Array.from({ length: ROUNDS + WARM_UP }, (_, round) => freshPassages(round + salt));
const [forDecide, forExtract, forCite] = [inputs(0), inputs(1_000), inputs(2_000)];

console.log(
  JSON.stringify({
    bench: "grounding",
    passages: 8,
    characters: 1_000,
    decideMs: timeOf((round) => decide({ question, passages: forDecide[round] ?? [] })),
    extractMs: timeOf((round) => extractAnswer({ question, passages: forExtract[round] ?? [] })),
    citeMs: timeOf((round) => citeAnswer({ text: answer, passages: forCite[round] ?? [] })),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
  }),
);
