import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeProvider } from "@/lib/providers/_contract/conformance";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { localTransformers } from "./definition";
import { createEmbedQueue, type EmbedQueue } from "./embed-queue";
import { MODEL_FILES } from "./known-models";
import { DESCRIPTOR } from "./model-folder";
import { localEmbedder, localTransformersRuntime } from "./runtime";
import { TINY_MODEL, writeTinyModel } from "./testing";

const MODEL = "multilingual-e5-small";
const ports = { fetch: () => Promise.reject(new Error("A local model uses no network.")) };
let dir = "";
const connection = {
  get baseUrl() {
    return pathToFileURL(dir).href;
  },
  apiKey: null,
};

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-models-"));
  await writeTinyModel(path.join(dir, MODEL));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describeProvider({
  definition: localTransformers,
  runtime: localTransformersRuntime,
  connection,
  ports,
  chatModel: "",
  embeddingModel: MODEL,
});

const signal = new AbortController().signal;
const limits = { idleMs: 2_000, residentMb: 2_000, turnMs: 60_000 };
const passages = { signal, purpose: "passage" as const };
const shared = createEmbedQueue(limits);
const embedderOf = (model: string, queue: EmbedQueue = shared): Embedder =>
  localEmbedder({ connection, model, queue });
const cosine = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe("embedding by meaning", () => {
  it("brings together what means the same in words that share no letter", async () => {
    const [holiday, urlaub, kyuka, drucker] = await embedderOf(MODEL).embed(
      ["holiday", "Urlaub", "休暇", "Drucker"],
      passages,
    );
    expect(cosine(holiday, urlaub)).toBeGreaterThan(0.99);
    expect(cosine(urlaub, drucker)).toBeLessThan(0.7);
    expect(kyuka).toHaveLength(TINY_MODEL.dimension);
  });

  it("tells a question from a passage, and gives unit vectors", async () => {
    const embedder = embedderOf(MODEL);
    const [passage] = await embedder.embed(["holiday"], passages);
    const [query] = await embedder.embed(["holiday"], { signal, purpose: "query" });
    expect(query).not.toEqual(passage);
    expect(cosine(query, query)).toBeCloseTo(1);
    expect(embedder.dimension).toBe(TINY_MODEL.dimension);
  });

  it("reads a text up to the model's window, and says nothing of the rest", async () => {
    const full = "holiday ".repeat(TINY_MODEL.window);
    const [cut, other, short] = await embedderOf(MODEL).embed(
      [full, full + "printer ".repeat(20_000), "holiday printer"],
      passages,
    );
    expect(other).toEqual(cut);
    expect(short).not.toEqual(cut);
  });

  it("takes a model of one's own that says how to use it", async () => {
    const use = { ...TINY_MODEL, pooling: "cls" as const };
    await writeTinyModel(path.join(dir, "own-model"), use);
    const [one, two] = await embedderOf("own-model").embed(["holiday", "printer"], passages);
    // The first token is the same mark for every text: this model tells nothing apart, as it was told.
    expect(one).toEqual(two);
    const listed = await localTransformersRuntime.listModels(connection);
    expect(listed.map(({ id }) => id)).toEqual([MODEL, "own-model"]);
  });
});

describe("a model that can't be used", () => {
  const failure = (model: string) => expect(embedderOf(model).embed(["a"], passages)).rejects;

  it.each(["nowhere", "../multilingual-e5-small", ".hidden", "", "a/b", "toString"])(
    "is missing: %j",
    (model) => failure(model).toMatchObject({ code: "local-model.missing", params: { model } }),
  );

  it("lacks a file", async () => {
    await writeTinyModel(path.join(dir, "halved"), TINY_MODEL);
    await rm(path.join(dir, "halved", MODEL_FILES.model));
    const params = { model: "halved", file: MODEL_FILES.model };
    await failure("halved").toMatchObject({ code: "local-model.incomplete", params });
  });

  it("says nothing, or nonsense, of how to use it", async () => {
    await writeTinyModel(path.join(dir, "mute"));
    await failure("mute").toMatchObject({ code: "local-model.undescribed" });
    await writeFile(path.join(dir, "mute", DESCRIPTOR), '{"pooling":"max"}');
    await failure("mute").toMatchObject({ code: "local-model.undescribed" });
  });

  it.each([MODEL_FILES.model, MODEL_FILES.tokenizer, MODEL_FILES.config])(
    "is damaged in %s, and works once it is whole again",
    async (file) => {
      const folder = path.join(dir, "damaged");
      const embedder = embedderOf("damaged", createEmbedQueue(limits));
      await writeTinyModel(folder, TINY_MODEL);
      await writeFile(path.join(folder, file), "\u0000 not this");
      await expect(embedder.embed(["a"], passages)).rejects.toMatchObject({
        code: "local-model.damaged",
        params: { model: "damaged" },
      });
      await writeTinyModel(folder, TINY_MODEL);
      expect(await embedder.embed(["a"], passages)).toHaveLength(1);
    },
  );

  it("gives vectors of another length than was said", async () => {
    await writeTinyModel(path.join(dir, "longer"), { ...TINY_MODEL, dimension: 12 });
    await failure("longer").toMatchObject({ code: "local-model.damaged" });
  });
});

describe("the process that runs a model", () => {
  it("lets a question pass a long line of passages", async () => {
    const embedder = embedderOf(MODEL);
    await embedder.embed(["warm"], passages);
    const order: string[] = [];
    const texts = Array.from({ length: 4_000 }, (_, index) => `Rule ${String(index)}`);
    const long = embedder.embed(texts, passages).then(() => order.push("passages"));
    const question = embedder
      .embed(["holiday"], { signal, purpose: "query" })
      .then(() => order.push("question"));
    await Promise.all([long, question]);
    expect(order).toEqual(["question", "passages"]);
  });

  it("ends when idle, and starts again for more", async () => {
    const queue = createEmbedQueue({ ...limits, idleMs: 100 });
    const embedder = embedderOf(MODEL, queue);
    await embedder.embed(["a"], passages);
    const first = queue.pid();
    await expect.poll(() => queue.pid(), { timeout: 5_000 }).toBeUndefined();
    await embedder.embed(["a"], passages);
    expect(queue.pid()).toBeTypeOf("number");
    expect(queue.pid()).not.toBe(first);
  });

  it("is ended above its memory, and says so", async () => {
    const embedder = embedderOf(MODEL, createEmbedQueue({ ...limits, residentMb: 20 }));
    const texts = Array.from({ length: 20_000 }, (_, index) => `Rule ${String(index)}`);
    await expect(embedder.embed(texts, passages)).rejects.toMatchObject({
      code: "local-model.too-big",
    });
  });

  it("is started anew after it was killed; only what it was at fails", async () => {
    const queue = createEmbedQueue(limits);
    const embedder = embedderOf(MODEL, queue);
    await embedder.embed(["a"], passages);
    const texts = Array.from({ length: 4_000 }, (_, index) => `Rule ${String(index)}`);
    const working = embedder.embed(texts, passages);
    await sleep(20);
    process.kill(queue.pid() ?? 0, "SIGKILL");
    await expect(working).rejects.toMatchObject({ code: "local-model.stopped", retryable: true });
    expect(await embedder.embed(["a"], passages)).toHaveLength(1);
  });

  it("gives up at once what was aborted", async () => {
    const embedder = embedderOf(MODEL);
    const stop = new AbortController();
    const reason = new Error("not wanted any more");
    const texts = Array.from({ length: 20_000 }, (_, index) => `Rule ${String(index)}`);
    const working = embedder.embed(texts, { signal: stop.signal, purpose: "passage" });
    stop.abort(reason);
    await expect(working).rejects.toBe(reason);
    expect(await embedder.embed(["a"], passages)).toHaveLength(1);
  });
});
