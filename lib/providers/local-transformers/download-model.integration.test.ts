import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startModelHost, type ModelHost } from "@/e2e/servers/model-host/server";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import {
  dropDownload,
  filesOf,
  listDownloads,
  openDownload,
  readState,
  type Download,
} from "./download-folder";
import { downloadModel, RECEIPT } from "./download-model";
import { isDiskFull } from "./fetch-file";
import { knownModels, MODEL_FILES, type KnownModel } from "./known-models";
import { findModel, listModels } from "./model-folder";
import { localTransformersRuntime } from "./runtime";
import { tinyModelFiles } from "./testing";

const MODEL = "multilingual-e5-small";
const known: KnownModel = knownModels[MODEL];
const files = tinyModelFiles();
const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
const never = new AbortController().signal;

let modelsDir = "";
let host: ModelHost;
let outbound: Outbound;
let download: Download;

beforeEach(async () => {
  modelsDir = await mkdtemp(path.join(tmpdir(), "groundwork-download-"));
  host = await startModelHost({ repository: known.repository, files });
  outbound = createOutbound({ allowHosts: [{ host: "127.0.0.1", port: host.port }] });
  download = await openDownload(modelsDir, MODEL);
});
afterEach(async () => {
  await host.close();
  await outbound.close();
  await rm(modelsDir, { recursive: true, force: true });
});

const bring = (
  change: { signal?: AbortSignal; model?: KnownModel; fetch?: Outbound["fetch"] } = {},
) =>
  downloadModel({
    modelsDir,
    known: change.model ?? known,
    download,
    host: host.url,
    fetch: change.fetch ?? outbound.fetch,
    signal: change.signal ?? never,
  });
const partOf = (file: string) => path.join(filesOf(modelsDir, download), `${file}.part`);
const installed = async () => (await listModels(modelsDir)).map(({ id }) => id);

describe("downloading a model", () => {
  it("brings every file, says where from, and the model works", async () => {
    expect(await bring()).toBe("done");
    expect(await listModels(modelsDir)).toEqual([{ id: MODEL, bytes }]);
    expect(await readdir(modelsDir)).toEqual([MODEL]);
    const receipt: unknown = JSON.parse(
      await readFile(path.join(modelsDir, MODEL, RECEIPT), "utf8"),
    );
    expect(receipt).toMatchObject({ host: host.url, repository: known.repository, licence: "MIT" });
    const connection = { baseUrl: pathToFileURL(modelsDir).href, apiKey: null };
    const embedder = localTransformersRuntime.embeddings(connection, MODEL);
    const options = { signal: never, purpose: "passage" as const };
    expect((await embedder.embed(["holiday"], options))[0]).toHaveLength(known.dimension);
  });

  it("tells how far it is, and is not used before its end", async () => {
    host.faults = { slowMs: 4 };
    const end = bring();
    const seen: number[] = [];
    await expect
      .poll(
        async () => {
          const state = await readState(modelsDir, download);
          expect(await installed()).toEqual(state ? [] : [MODEL]);
          if (state?.total === bytes) seen.push(state.done);
          return state;
        },
        { timeout: 20_000, interval: 50 },
      )
      .toBeNull();
    expect(await end).toBe("done");
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it("goes on after a cut where it was, also in another process", async () => {
    host.faults = { cut: { file: MODEL_FILES.model, after: 100_000, times: 1 } };
    await expect(bring()).rejects.toMatchObject({
      code: "local-model.cut-off",
      params: { file: MODEL_FILES.model, host: `127.0.0.1:${String(host.port)}` },
      retryable: true,
    });
    expect(await installed()).toEqual([]);
    const part = (await readFile(partOf(MODEL_FILES.model))).length;
    expect(part).toBeGreaterThan(0);
    download = await openDownload(modelsDir, MODEL);
    expect(await bring()).toBe("done");
    expect(host.requests.filter((line) => line.includes("model_quantized"))).toEqual([
      expect.not.stringContaining("bytes="),
      expect.stringContaining(`bytes=${String(part)}-`),
    ]);
    expect(host.requests.filter((line) => line.endsWith("tokenizer.json"))).toHaveLength(1);
  });

  it("starts a file over at a host that can't go on", async () => {
    host.faults = { cut: { file: MODEL_FILES.model, after: 50_000, times: 1 }, noRanges: true };
    await expect(bring()).rejects.toMatchObject({ code: "local-model.cut-off" });
    expect(await bring()).toBe("done");
    expect(await installed()).toEqual([MODEL]);
  });

  it("takes the place of a folder that wasn't complete", async () => {
    await bring();
    await rm(path.join(modelsDir, MODEL, MODEL_FILES.model));
    download = await openDownload(modelsDir, MODEL);
    await bring();
    expect(await findModel(modelsDir, MODEL)).toEqual(known);
  });
});

describe("a download that can't be used", () => {
  it.each([MODEL_FILES.model, MODEL_FILES.config])(
    "has a wrong checksum in %s: what came is thrown away",
    async (file) => {
      host.faults = { garble: file };
      await expect(bring()).rejects.toMatchObject({
        code: "local-model.checksum",
        params: { file },
      });
      expect(await installed()).toEqual([]);
      await expect(readFile(partOf(file))).rejects.toThrow("ENOENT");
      host.faults = {};
      expect(await bring()).toBe("done");
    },
  );

  it("is not what we know the model to be, whatever its host says", async () => {
    const model = { ...known, files: [{ path: MODEL_FILES.model, sha256: "ab".repeat(32) }] };
    await expect(bring({ model })).rejects.toMatchObject({ code: "local-model.checksum" });
  });

  it("began with a part that was changed on this machine", async () => {
    host.faults = { cut: { file: MODEL_FILES.model, after: 50_000, times: 1 } };
    await expect(bring()).rejects.toMatchObject({ code: "local-model.cut-off" });
    const { length } = await readFile(partOf(MODEL_FILES.model));
    await writeFile(partOf(MODEL_FILES.model), Buffer.alloc(length, "x"));
    await expect(bring()).rejects.toMatchObject({ code: "local-model.checksum" });
    expect(await bring()).toBe("done");
  });

  it.each([
    [404, false],
    [503, true],
  ])("has a host that answers %i", async (status, retryable) => {
    host.faults = { status };
    await expect(bring()).rejects.toMatchObject({
      code: "local-model.host-answer",
      params: { status },
      retryable,
    });
  });

  it("has a host without one of its files", async () => {
    host.faults = { lacks: MODEL_FILES.tokenizer };
    await expect(bring()).rejects.toMatchObject({
      code: "local-model.host-lacks",
      params: { file: MODEL_FILES.tokenizer },
    });
  });

  it("has a host that may not be reached", async () => {
    const closed = createOutbound();
    await expect(bring({ fetch: closed.fetch })).rejects.toMatchObject({
      code: "outbound.blocked",
    });
    expect(host.requests).toEqual([]);
    await closed.close();
  });

  it("is larger than the room on the disk, and isn't begun", async () => {
    host.faults = { length: { file: MODEL_FILES.model, bytes: 1e15 } };
    await expect(bring()).rejects.toMatchObject({
      code: "local-model.disk-full",
      params: { megabytes: expect.any(Number) as number },
    });
    expect(host.requests.some((line) => line.includes("/resolve/"))).toBe(false);
  });

  it("sends more than it told", async () => {
    const { length } = files.get(MODEL_FILES.model) ?? Buffer.alloc(0);
    host.faults = { length: { file: MODEL_FILES.model, bytes: length - 100_000 } };
    await expect(bring()).rejects.toMatchObject({ code: "outbound.too-large" });
    expect(await installed()).toEqual([]);
  });
});

describe("a download that isn't wanted any more", () => {
  it("ends and leaves nothing when it is dropped by another process", async () => {
    host.faults = { slowMs: 20 };
    const end = bring();
    await expect.poll(() => host.requests.at(-1)).toContain("/resolve/");
    await dropDownload(modelsDir, download);
    expect(await end).toBe("dropped");
    await expect.poll(() => readdir(modelsDir)).toEqual([]);
    expect(await listDownloads(modelsDir)).toEqual([]);
  });

  it("keeps what it has when its process stops", async () => {
    host.faults = { slowMs: 10 };
    const stop = new AbortController();
    const end = bring({ signal: stop.signal });
    await sleep(300);
    stop.abort(new Error("the worker stops"));
    await expect(end).rejects.toThrow("the worker stops");
    expect(await listDownloads(modelsDir)).toMatchObject([{ model: MODEL, state: "downloading" }]);
  });
});

it("knows a full disk by what the system says", () => {
  const error = (code: string) => Object.assign(new Error(code), { code });
  expect(["ENOSPC", "EDQUOT", "EACCES"].map((code) => isDiskFull(error(code)))).toEqual([
    true,
    true,
    false,
  ]);
});
