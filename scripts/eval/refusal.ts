import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { runGraph } from "@/lib/engine/run-graph";
import type { Graph } from "@/lib/graph/document";
import { isTerminal, type TerminalEvent } from "@/lib/graph/run-events";
import type { Passage, Verdict } from "@/lib/graph/values";
import type { Chunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import type { KnowledgePort, ModelPort } from "@/lib/nodes/_contract/context";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { nodeExecutors } from "@/lib/nodes/registry.server";
import { answerFromDocuments } from "@/lib/nodes/templates/answer-from-documents";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import { calibrationError, type Outcome } from "@/lib/grounding/calibration/calibration-error";
import { ingest, type Ingested } from "./ingest";
import { readKnowledgeBase, readQuestions, type EvalQuestion } from "./read-set";
import { openScratch, type Scratch } from "./scratch";
import { turns } from "./turns";

/**
 * Asks every question of a set to the template "Answer questions from documents", through the engine, with the
 * built-in model; one line a question: { id, answered, answer, cited, retrieved, score }. Prints how far the scores are
 * from the shares of questions that can be answered.
 */
export async function evaluateRefusal({
  folder,
  out: outFile,
  chunking,
  threshold,
}: {
  folder: string;
  out: string;
  chunking: Chunking;
  threshold: number;
}): Promise<void> {
  const scratch = await openScratch(chunking);
  try {
    const ingested = await ingest(scratch, readKnowledgeBase(folder));
    const out = createWriteStream(outFile);
    const scores: Outcome[] = [];
    let asked = 0;
    for await (const question of readQuestions(folder)) {
      const result = await ask(scratch, ingested, { ...question, threshold });
      out.write(`${JSON.stringify(result)}\n`);
      const { answerable } = question;
      if (answerable !== null && result.score !== null)
        scores.push({ score: result.score, sufficient: answerable });
      asked += 1;
      if (asked % 50 === 0) process.stderr.write(`\r${String(asked)} questions`);
    }
    process.stderr.write(`\r${String(asked)} questions\n`);
    out.end();
    await once(out, "finish");
    const error = calibrationError(scores);
    process.stdout.write(`expected calibration error, ten bins: ${error.toFixed(3)}\n`);
  } finally {
    await scratch.close();
  }
}

type Asked = EvalQuestion & { readonly threshold: number };

interface Result {
  id: string;
  answered: boolean;
  answer: string;
  /** Ids of the set's documents. */
  cited: string[];
  retrieved: string[];
  score: number | null;
}

async function ask(scratch: Scratch, { setIds }: Ingested, question: Asked): Promise<Result> {
  const { passages, verdict, end } = await run(scratch, question);
  if (end?.type !== "run.finished") {
    throw new Error(`${question.id}: ${end?.type === "run.failed" ? end.error.code : "no end"}`);
  }
  const documents = (of: readonly { documentId: string }[]) => [
    ...new Set(of.flatMap(({ documentId }) => setIds.get(documentId) ?? [])),
  ];
  const { text, outcome, citations } = end.output;
  const answered = outcome === "answered";
  return {
    id: question.id,
    answered,
    answer: answered ? text.replace(/ ?\[\d+\]/g, "") : "",
    cited: documents(citations),
    retrieved: documents(passages),
    score: verdict?.score ?? null,
  };
}

async function run(scratch: Scratch, { id, question, conversation, threshold }: Asked) {
  const { sourceId, storeId, workspaceId } = scratch;
  let passages: Passage[] = [];
  let verdict: Verdict | null = null;
  let end: TerminalEvent | null = null;
  const events = runGraph({
    runId: id,
    workspaceId,
    graph: answeringFrom(threshold, { sourceId, storeId }),
    catalog: nodeCatalog,
    executors: nodeExecutors,
    input: { question },
    conversation: turns(conversation),
    models,
    knowledge: knowledgePort(scratch, (found) => (passages = found)),
    log: { info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
  });
  for await (const event of events) {
    if (event.type === "verdict") verdict = event.verdict;
    if (isTerminal(event)) end = event;
  }
  return { passages, verdict, end };
}

/** The template, with its router set. */
function answeringFrom(threshold: number, ids: { sourceId: string; storeId: string }): Graph {
  const graph = answerFromDocuments(ids);
  const nodes = graph.nodes.map((node) =>
    node.type === "router" ? { ...node, params: { ...node.params, threshold } } : node,
  );
  return { ...graph, nodes };
}

const models: ModelPort = {
  chat: (request) => builtInRuntime.chat().stream({ ...request, model: request.model.model }),
  contextWindow: () => Promise.resolve(Infinity),
};

function knowledgePort(scratch: Scratch, onFound: (passages: Passage[]) => void): KnowledgePort {
  return {
    search: async (request) => {
      const passages = await searchPassages({ ...scratch, ...request });
      onFound(passages);
      return passages;
    },
    documents: () => Promise.resolve([]),
  };
}
