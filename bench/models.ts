/**
 * What a call of a model costs through the platform (its connection, breaker, time-outs, guarded network and account
 * of what was used), beside the same call made with `fetch` alone, in turns within one run; and what many of them leave behind.
 */
import { CHAT_MODEL } from "@/e2e/servers/model-api/server";
import type { ChatMessage } from "@/lib/nodes/_contract/context";
import { createModelPort } from "@/lib/services/connection/model-port";
import { callModel, forgetCalls, timeStream } from "./app/direct";
import { startModelServer } from "./app/servers";
import { connectModels, openBenchStore } from "./filled-store";
import { benchOptions } from "./options";
import { peakMegabytes } from "./processes";
import { report } from "./report";
import { percentile } from "./statistics";

const { quick } = benchOptions();
const ROUNDS = quick ? 20 : 1000;
const WARM_UP = quick ? 5 : 100;
/** What a search takes at least. */
const SEARCH_MS = 10;
const STREAMS = 100;
const WAVES = quick ? 1 : 5;
const MANY = quick ? 200 : 10_000;
/** Pauses between the words of an answer: as a model writes that is fast, and none at all. */
const PACES_MS = [20, 0];

/** A sentence of a hundred words, which is what the model server answers with. */
const SENTENCE = Array.from({ length: 100 }, (_, index) => `word${String(index)}`).join(" ");
const messages: ChatMessage[] = [
  { role: "system", content: "Answer from the passages only." },
  { role: "user", content: `[1] ${SENTENCE}.\n\nQuestion: word1 word2 word3` },
];
const body = {
  model: CHAT_MODEL,
  messages,
  stream: true,
  stream_options: { include_usage: true },
};

const store = await openBenchStore();
const model = await startModelServer();
try {
  const connectionId = await connectModels(store.ctx, model);
  await measureFirstToken(connectionId);
  for (const pace of PACES_MS) await measureThroughput(connectionId, pace);
  await measureMemory(connectionId);
} finally {
  await model.stop();
  await store.close();
}

function direct() {
  return timeStream(callModel(model, body));
}

/** As a run calls a model: with a port of its own, which opens the connection while the search goes on. */
async function through(connectionId: string, { searchMs = 0 } = {}) {
  const port = createModelPort(store.ctx, [connectionId]);
  if (searchMs > 0) await new Promise((resolve) => setTimeout(resolve, searchMs));
  const before = performance.now();
  let firstToken: number | null = null;
  const choice = { connectionId, model: CHAT_MODEL };
  const { signal } = new AbortController();
  for await (const chunk of port.chat({ model: choice, messages, signal })) {
    if (chunk.type === "text") firstToken ??= performance.now() - before;
  }
  if (firstToken === null) throw new Error("The model said nothing.");
  return { firstToken, total: performance.now() - before };
}

async function measureFirstToken(connectionId: string): Promise<void> {
  const times = { direct: [] as number[], through: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const [bare, ours] = [await direct(), await through(connectionId, { searchMs: SEARCH_MS })];
    if (round < WARM_UP) continue;
    times.direct.push(bare.firstToken);
    times.through.push(ours.firstToken);
  }
  const [bare, ours] = [percentile(times.direct, 0.5), percentile(times.through, 0.5)];
  report({
    bench: "models",
    value: ours - bare,
    unit: "ms",
    what: "first token, added",
    p95: percentile(times.through, 0.95) - percentile(times.direct, 0.95),
    direct: bare,
    through: ours,
    aim: 3,
  });
}

/** Waves of a hundred streams at once, bare and through the platform by turns. */
async function measureThroughput(connectionId: string, pieceDelayMs: number): Promise<void> {
  await setPace(pieceDelayMs);
  const rates = { direct: [] as number[], through: [] as number[] };
  await wave(direct);
  await wave(() => through(connectionId));
  for (let round = 0; round < WAVES; round += 1) {
    rates.direct.push(await wave(direct));
    rates.through.push(await wave(() => through(connectionId)));
    await forgetCalls(model);
    await setPace(pieceDelayMs);
  }
  const [bare, ours] = [percentile(rates.direct, 0.5), percentile(rates.through, 0.5)];
  report({
    bench: "models",
    value: (1 - ours / bare) * 100,
    unit: "% lost",
    what: "100 streams at once",
    msBetweenWords: pieceDelayMs,
    directPerSecond: bare,
    throughPerSecond: ours,
    aim: 5,
  });
  await setPace(0);
}

/** Streams a second. */
async function wave(stream: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await Promise.all(Array.from({ length: STREAMS }, stream));
  return STREAMS / ((performance.now() - before) / 1000);
}

/**
 * The floor of the heap, which garbage collection comes down to, in the first and in the last fifth of many streams: what
 * lies between was left behind.
 */
async function measureMemory(connectionId: string): Promise<void> {
  const fifths = 5;
  const floors: number[] = [];
  for (let fifth = 0; fifth < fifths; fifth += 1) {
    let floor = Infinity;
    for (let done = 0; done < MANY / fifths; done += STREAMS / 10) {
      await Promise.all(Array.from({ length: STREAMS / 10 }, () => through(connectionId)));
      floor = Math.min(floor, process.memoryUsage().heapUsed);
    }
    floors.push(floor / 2 ** 20);
    await forgetCalls(model);
  }
  const [first = 0, last = 0] = [floors[0], floors.at(-1)];
  report({
    bench: "models",
    value: last - first,
    unit: "MB",
    what: "heap left behind",
    streams: MANY,
    floors: floors.map((floor) => floor.toFixed(1)).join(" "),
    ...peakMegabytes({ modelServer: model.pid }),
  });
}

async function setPace(pieceDelayMs: number): Promise<void> {
  const change = { method: "POST", body: JSON.stringify({ pieceDelayMs }) };
  await fetch(new URL("/control", model.baseUrl), change);
}
