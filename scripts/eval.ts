import { parseArgs } from "node:util";
import { DEFAULT_THRESHOLD } from "@/lib/grounding/threshold";
import {
  chunkingSchema,
  DEFAULT_CHUNKING,
  type Chunking,
} from "@/lib/knowledge/ingestion/chunking/chunking";

const USAGE = `npm run eval -- refusal   <folder> --out results.jsonl   kb.jsonl + questions.jsonl, through the whole workflow
npm run eval -- retrieval <folder> --out run.tsv         corpus.jsonl + queries.jsonl (BEIR)
npm run eval -- dump      <folder> --out passages.jsonl  what is retrieved for each question of a refusal set
npm run eval -- citations <folder> --out planted.jsonl   right and wrong citations planted in the answers of a refusal set: how many are caught, how many wrongly
npm run eval -- multilingual <folder> --out found.jsonl  kb/<lang>.jsonl + questions/<lang>.jsonl: how often the right document is found
npm run eval -- documents <folder> --out results.json    every file read as an upload: { [file]: { t: text, err: what the uploader is told } }
npm run eval -- hostile   <folder> --out results.json    the same with time, memory and a listener for requests that must not be made
npm run eval -- injection <folder> --out results.jsonl   prompt-injection.jsonl: documents with orders in them, and the built-in model

--threshold <0..1> answers the first from there on, instead of from where a new router does
--chunking '<json>' cuts documents of the first three otherwise than by default (lib/knowledge/ingestion/chunking)`;

const commands: Readonly<
  Record<string, () => Promise<(folder: string, out: string, chunking: Chunking) => Promise<void>>>
> = {
  refusal: async () => {
    const { evaluateRefusal } = await import("./eval/refusal");
    const threshold = Number(values.threshold ?? DEFAULT_THRESHOLD);
    return (folder, out, chunking) => evaluateRefusal({ folder, out, chunking, threshold });
  },
  retrieval: async () => (await import("./eval/retrieval")).evaluateRetrieval,
  dump: async () => (await import("./eval/dump")).dumpPassages,
  citations: async () => (await import("./eval/citations")).evaluateCitations,
  multilingual: async () => (await import("./eval/multilingual")).evaluateMultilingual,
  documents: async () => (await import("./eval/documents")).evaluateDocuments,
  injection: async () => (await import("./eval/injection")).evaluateInjection,
  hostile: async () => (await import("./eval/hostile")).evaluateHostile,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, chunking: { type: "string" }, threshold: { type: "string" } },
});
const [name = "", folder] = positionals;
const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!load || !folder || !values.out) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const run = await load();
const chunking =
  values.chunking === undefined
    ? DEFAULT_CHUNKING
    : chunkingSchema.parse(JSON.parse(values.chunking));
await run(folder, values.out, chunking);
