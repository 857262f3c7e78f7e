import { AutoModel, AutoTokenizer, env, LogLevel, type Tensor } from "@huggingface/transformers";
import type { ModelUse } from "./known-models";

/**
 * Entry of the process that runs a model: one reply for each request, until its parent ends it. Started by
 * embed-process.ts, which hands it no environment. It loads files of the folder it is told and nothing else: no
 * network, no code that comes with a model.
 */

export interface EmbedRequest {
  /** Absolute folder that holds the folders of the models. */
  readonly modelsDir: string;
  /** Name of the model's folder. */
  readonly model: string;
  readonly use: Pick<ModelUse, "pooling" | "window">;
  /** With their prefixes. */
  readonly texts: readonly string[];
  /** Threads a text is worked on with. */
  readonly threads: number;
}
export type EmbedReply =
  | { readonly ok: true; readonly vectors: number[][] }
  /** `load`: the model could not be opened; `run`: it could, and failed on a text. */
  | { readonly ok: false; readonly phase: "load" | "run"; readonly detail: string };

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.useFSCache = false;
env.useBrowserCache = false;
env.useWasmCache = false;
env.logLevel = LogLevel.ERROR;

type Loaded = Awaited<ReturnType<typeof load>>;
let current: { key: string; loaded: Promise<Loaded> } | null = null;

process.on("message", (request: EmbedRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.once("disconnect", () => process.exit(0));

async function answer(request: EmbedRequest): Promise<EmbedReply> {
  const failed = (phase: "load" | "run", error: unknown): EmbedReply => ({
    ok: false,
    phase,
    detail: error instanceof Error ? error.message : String(error),
  });
  let loaded: Loaded;
  try {
    loaded = await open(request);
  } catch (error) {
    current = null;
    return failed("load", error);
  }
  try {
    const vectors: number[][] = [];
    for (const text of request.texts) vectors.push(await embed(loaded, text, request.use));
    return { ok: true, vectors };
  } catch (error) {
    return failed("run", error);
  }
}

/** Keeps one model open: another takes its place. */
async function open(request: EmbedRequest): Promise<Loaded> {
  const key = `${request.modelsDir}\n${request.model}`;
  if (current?.key !== key) {
    const before = current;
    current = null;
    await before?.loaded.then(({ model }) => model.dispose());
    current = { key, loaded: load(request) };
  }
  return current.loaded;
}

async function load({ modelsDir, model: name, threads }: EmbedRequest) {
  env.localModelPath = modelsDir;
  const local = { local_files_only: true };
  const tokenizer = await AutoTokenizer.from_pretrained(name, local);
  const model = await AutoModel.from_pretrained(name, {
    ...local,
    dtype: "q8",
    device: "cpu",
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  return { tokenizer, model };
}

/**
 * One text at a time: an 8-bit model's vector depends on what else is in its batch, and the vector of a text must be
 * the same whenever it is made. It also keeps the memory of one text, and costs nothing on a processor.
 */
async function embed(
  { tokenizer, model }: Loaded,
  text: string,
  { pooling, window }: EmbedRequest["use"],
): Promise<number[]> {
  const inputs: unknown = tokenizer(text, { truncation: true, max_length: window });
  const outputs = (await model(inputs)) as Record<string, Tensor | undefined>;
  const tokens = outputs.last_hidden_state ?? outputs.token_embeddings;
  if (!tokens) throw new Error(`The model gives ${Object.keys(outputs).join(", ")}.`);
  const [, count = 0, dimension = 0] = tokens.dims;
  const values = tokens.data as Float32Array;
  const sum = new Float64Array(dimension);
  const used = pooling === "cls" ? 1 : count;
  for (let index = 0; index < used * dimension; index++) {
    sum[index % dimension] = (sum[index % dimension] ?? 0) + (values[index] ?? 0);
  }
  const length = Math.hypot(...sum) || 1;
  return Array.from(sum, (value) => Math.fround(value / length));
}
