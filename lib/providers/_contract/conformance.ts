import { describe, expect, it } from "vitest";
import type { Passage } from "@/lib/graph/values";
import type { ProviderDefinition } from "./definition";
import type { ChatChunk, ChatRequest, Connection, ProviderPorts, ProviderRuntime } from "./runtime";

/** What the suite needs to know of one provider; a getter where it is only there once a server has started. */
export interface ProviderUnderTest {
  readonly definition: ProviderDefinition;
  readonly runtime: ProviderRuntime;
  readonly connection: Connection;
  readonly ports: ProviderPorts;
  readonly chatModel: string;
  readonly embeddingModel: string;
  /** Needed where the definition promises reranking. */
  readonly rerankModel?: string;
}

const text = "Everyone has 28 days of holiday a year. The office closes at 18:00.";
const passage: Passage = {
  id: "p1",
  documentId: "d1",
  versionId: "v1",
  documentName: "Handbook.pdf",
  page: 3,
  headings: ["Holidays"],
  start: 0,
  end: text.length,
  text,
  textHash: "",
  scores: { vector: null, keyword: null, fused: 1, rerank: null },
};
const question = "How many days of holiday do I have?";

/** A request both as data and as a prompt, so that any chat model can answer it. */
export function holidayRequest(model: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model,
    messages: [
      { role: "system", content: "Answer only from the passages and cite them as [n]." },
      { role: "user", content: `[1] ${text}\n\nQuestion: ${question}` },
    ],
    grounding: { question, passages: [passage] },
    temperature: 0,
    maxOutputTokens: 200,
    signal: new AbortController().signal,
    ...more,
  };
}

export async function collect(stream: AsyncIterable<ChatChunk>): Promise<ChatChunk[]> {
  const chunks: ChatChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

export function textOf(chunks: readonly ChatChunk[]): string {
  return chunks.map((chunk) => (chunk.type === "text" ? chunk.text : "")).join("");
}

/** What every provider promises; each provider's own test adds what is special about it. */
export function describeProvider(provider: ProviderUnderTest): void {
  describe(`the contract of ${provider.definition.type}`, () => {
    describeDefinition(provider);
    if (provider.definition.abilities.chat) describeChat(provider);
    if (provider.definition.abilities.embeddings) describeEmbeddings(provider);
    if (provider.definition.abilities.rerank) describeRerank(provider);
  });
}

function describeDefinition({ definition, runtime }: ProviderUnderTest): void {
  it("can do what its definition says and no more", () => {
    expect(typeof runtime.chat === "function").toBe(definition.abilities.chat);
    expect(typeof runtime.embeddings === "function").toBe(definition.abilities.embeddings);
    expect(typeof runtime.rerank === "function").toBe(definition.abilities.rerank);
  });

  it("has texts for itself and each field", () => {
    const { label, description, fields } = definition.messages.en;
    expect(label).not.toBe("");
    expect(description).toMatch(/\.$/);
    expect(Object.keys(fields)).toEqual(definition.fields.map(({ key }) => key));
  });

  it("keeps keys in secret fields", () => {
    for (const { key, control } of definition.fields) {
      if (/key|token|secret|password/i.test(key)) expect(control).toBe("secret");
    }
  });
}

function describeChat(provider: ProviderUnderTest): void {
  const stream = (request: ChatRequest) => {
    const chat = provider.runtime.chat?.(provider.connection, provider.ports);
    if (!chat) throw new Error("The definition promises chat.");
    return chat.stream(request);
  };

  it("answers from the passage and cites it", async () => {
    const chunks = await collect(stream(holidayRequest(provider.chatModel)));
    expect(textOf(chunks)).toContain("28 days");
    expect(textOf(chunks)).toContain("[1]");
  });

  it("sends text, then at most one usage, then one finish", async () => {
    const chunks = await collect(stream(holidayRequest(provider.chatModel)));
    const order = chunks.map(({ type }) => type);
    expect(order.at(-1)).toBe("finish");
    expect(order.filter((type) => type === "finish")).toHaveLength(1);
    expect(order.filter((type) => type === "usage").length).toBeLessThanOrEqual(1);
    expect(order.indexOf("usage")).not.toBe(0);
    for (const chunk of chunks) if (chunk.type === "text") expect(chunk.text).not.toBe("");
  });

  it("does nothing for a request that was aborted before, and throws its reason", async () => {
    const reason = new Error("stopped by a test");
    const request = holidayRequest(provider.chatModel, { signal: AbortSignal.abort(reason) });
    await expect(collect(stream(request))).rejects.toBe(reason);
  });

  it("can be left in the middle and asked again", async () => {
    for await (const chunk of stream(holidayRequest(provider.chatModel))) {
      expect(chunk.type).toBe("text");
      break;
    }
    expect(textOf(await collect(stream(holidayRequest(provider.chatModel))))).toContain("28 days");
  });
}

function describeEmbeddings(provider: ProviderUnderTest): void {
  const embedder = () => {
    const made = provider.runtime.embeddings?.(
      provider.connection,
      provider.embeddingModel,
      provider.ports,
    );
    if (!made) throw new Error("The definition promises embeddings.");
    return made;
  };
  const options = { signal: new AbortController().signal, purpose: "passage" as const };

  it("has a stable id that names provider and model", () => {
    expect(embedder().id).toBe(`${provider.definition.type}:${provider.embeddingModel}`);
  });

  it("gives one vector a text, in order, all of its dimension, the same every time", async () => {
    const texts = Array.from(
      { length: 250 },
      (_, index) => `Rule ${String(index)} of the handbook`,
    );
    const one = embedder();
    const vectors = await one.embed(texts, options);
    expect(vectors).toHaveLength(texts.length);
    expect(new Set(vectors.map(({ length }) => length))).toEqual(new Set([one.dimension]));
    const [alone] = await embedder().embed([texts[123] ?? ""], options);
    expect(alone).toEqual(vectors[123]);
  });

  it("puts texts that share words nearer than texts that don't", async () => {
    const [asked, near, far] = await embedder().embed(
      ["days of holiday", "Everyone has 28 days of holiday", "Printers are on the second floor"],
      options,
    );
    expect(cosine(asked, near)).toBeGreaterThan(cosine(asked, far) + 0.1);
  });

  it("takes no texts, and an empty one", async () => {
    expect(await embedder().embed([], options)).toEqual([]);
    const [vector] = await embedder().embed([""], options);
    expect(vector?.every(Number.isFinite)).toBe(true);
    expect(cosine(vector, vector)).toBeCloseTo(1);
  });

  it("throws the reason of an aborted signal", async () => {
    const reason = new Error("stopped by a test");
    const signal = AbortSignal.abort(reason);
    await expect(embedder().embed(["a"], { ...options, signal })).rejects.toBe(reason);
  });
}

function describeRerank(provider: ProviderUnderTest): void {
  const signal = new AbortController().signal;
  const rerank = (texts: readonly string[], options = { signal }) => {
    const { runtime, connection, ports, rerankModel = "" } = provider;
    const made = runtime.rerank?.(connection, rerankModel, ports);
    if (!made) throw new Error("The definition promises reranking.");
    return made.rerank(question, texts, options);
  };

  it("scores every text in the order of the texts, the one that answers highest", async () => {
    const others = Array.from({ length: 60 }, (_, index) => `Printer ${String(index)} is broken`);
    const scores = await rerank([...others.slice(0, 40), text, ...others.slice(40)]);
    expect(scores).toHaveLength(61);
    expect(scores.every(Number.isFinite)).toBe(true);
    expect(scores.indexOf(Math.max(...scores))).toBe(40);
  });

  it("takes no texts, and an empty one", async () => {
    expect(await rerank([])).toEqual([]);
    const [empty, full] = await rerank(["", text]);
    expect(full).toBeGreaterThan(empty ?? NaN);
  });

  it("throws the reason of an aborted signal", async () => {
    const reason = new Error("stopped by a test");
    await expect(rerank([text], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
}

function cosine(a: readonly number[] = [], b: readonly number[] = []): number {
  const dot = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
