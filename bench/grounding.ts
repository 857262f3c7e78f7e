/**
 * Time of one decision, one extracted answer and one citation check over 8 passages of 1,000 characters each, every
 * passage new to the process (nothing cached).
 */
import { citeAnswer, decide, extractAnswer } from "@/lib/grounding";
import { HANDBOOK, passageOf } from "@/lib/grounding/testing/passages";
import { benchOptions } from "./options";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

const PASSAGES = 8;
const CHARACTERS = 1_000;
const SENTENCES = HANDBOOK.flatMap((passage) => passage.text.split(/(?<=\.) /));

const { quick } = benchOptions();
const counts = quick ? { rounds: 3, warmUp: 1 } : { rounds: 300, warmUp: 50 };

/** Passages of about 1,000 characters, each made of the handbook's sentences in another order. */
function freshPassages(round: number) {
  return Array.from({ length: PASSAGES }, (_, rank) => {
    let text = "";
    for (let i = round + rank * 7; text.length < CHARACTERS; i += 1 + (rank % 3)) {
      text += `${SENTENCES[i % SENTENCES.length] ?? ""} Item ${i} of round ${round}. `;
    }
    return passageOf(text.slice(0, CHARACTERS), { rank });
  });
}

const question = "Within how many hours must a stolen laptop be reported to the service desk?";
const answer =
  "A stolen laptop must be reported within 24 hours [1]. Parental leave lasts 16 weeks [2].";

type Work = (passages: ReturnType<typeof freshPassages>) => unknown;
const steps: Readonly<Record<string, Work>> = {
  decide: (passages) => decide({ question, passages }),
  extract: (passages) => extractAnswer({ question, passages }),
  cite: (passages) => citeAnswer({ text: answer, passages }),
};

for (const [index, [step, work]] of Object.entries(steps).entries()) {
  const inputs = Array.from({ length: counts.rounds + counts.warmUp }, (_, round) =>
    freshPassages(round + index * 1_000),
  );
  const times = await timesOf(counts, (round) => work(inputs[round] ?? []));
  report({
    bench: "grounding",
    value: percentile(times, 0.5),
    unit: "ms",
    step,
    p95: percentile(times, 0.95),
    passages: PASSAGES,
    characters: CHARACTERS,
  });
}
