import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type {
  Exchange,
  Look,
  SessionAnswer,
  SourceExcerpt,
  VisitorEvent,
  VisitorFile,
  VisitorProblem,
} from "@/lib/publication/protocol";

export const LOOK: Look = {
  title: "Help desk",
  greeting: "Hello! How can we help?",
  suggestions: ["How long may I return things?"],
  accent: null,
  theme: "light",
  position: "right",
  avatar: null,
  language: "en",
  files: false,
  handOver: false,
  footer: "",
};

/** How the server behaves; tests change it while it runs. */
export interface Behaviour {
  look: Look;
  tokenMs: number;
  exchanges: Exchange[];
  /** The events of an answer, without the first, which the server makes. */
  answer: (question: string) => readonly VisitorEvent[];
  /** For each connection to a stream, in order: the connection breaks after so many events. */
  breakAfter: number[];
  pauseMs: number;
  /** Refuses what it is asked next, each once, by the path's beginning. */
  refuse: { path: string; status: number; problem: VisitorProblem }[];
  excerpt: SourceExcerpt | null;
  files: VisitorFile[];
  /** What a listing of files waits for on its way back. */
  listing: Promise<void>;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly lastEventId: string | undefined;
  readonly body: string;
}

interface Run {
  readonly id: string;
  readonly requestId: string;
  readonly events: readonly VisitorEvent[];
  stopped: boolean;
}

/**
 * A real server of the protocol that breaks and refuses when it is told to, which the product's own can't be made to
 * do. Streams are sent with numbers and comments as the protocol says, one chunk to an event, cut anywhere.
 */
export class ProtocolServer {
  readonly calls: Call[] = [];
  readonly behaviour: Behaviour = {
    look: LOOK,
    tokenMs: 600_000,
    exchanges: [],
    answer: (question) => [{ type: "words", text: question }],
    breakAfter: [],
    pauseMs: 0,
    refuse: [],
    excerpt: null,
    files: [],
    listing: Promise.resolve(),
  };
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private readonly runs: Run[] = [];
  private tokens = 0;

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    return this;
  }

  get base(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
    response.setHeader(
      "Access-Control-Allow-Headers",
      "authorization, content-type, last-event-id",
    );
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = (request.url ?? "").replace(/^\/api\/embed\/[^/]+\//, "");
    const call: Call = {
      method: request.method ?? "",
      path,
      authorization: request.headers.authorization,
      lastEventId: request.headers["last-event-id"] as string | undefined,
      body: Buffer.concat(chunks).toString(),
    };
    this.calls.push(call);
    const refusal = this.behaviour.refuse.findIndex((one) => path.startsWith(one.path));
    if (refusal >= 0) {
      const [{ status, problem } = { status: 500, problem: null }] = this.behaviour.refuse.splice(
        refusal,
        1,
      );
      send(response, status, problem);
      return;
    }
    await this.answer(call, response);
  }

  private async answer(call: Call, response: ServerResponse): Promise<void> {
    const { method, path, body } = call;
    const [, runId, verb] = /^runs\/([^/]+)\/(\w+)/.exec(path) ?? [];
    const run = this.runs.find(({ id }) => id === runId);
    if (path === "session") send(response, 200, this.session());
    else if (path === "questions") await this.stream(this.ask(body), 0, response);
    else if (verb === "events" && run)
      await this.stream(run, Number(call.lastEventId ?? 0), response);
    else if (verb === "stop" && run) {
      run.stopped = true;
      response.writeHead(204).end();
    } else if (verb === "citations") send(response, 200, this.behaviour.excerpt);
    else if (path.startsWith("files?")) {
      const name = new URLSearchParams(path.slice(6)).get("name") ?? "";
      const file = { id: name, name, size: body.length, state: "ready" } as const;
      this.behaviour.files.push(file);
      send(response, 200, file);
    } else if (path === "files") {
      const listed = [...this.behaviour.files];
      await this.behaviour.listing;
      send(response, 200, listed);
    } else if (path.startsWith("files/")) {
      this.behaviour.files = this.behaviour.files.filter(({ id }) => path !== `files/${id}`);
      response.writeHead(204).end();
    } else if (path === "data" && method === "GET") send(response, 200, { exchanges: [] });
    else response.writeHead(204).end();
  }

  private session(): SessionAnswer {
    const { look, tokenMs, exchanges } = this.behaviour;
    return {
      token: `token-${String(++this.tokens)}`,
      expiresInMs: tokenMs,
      visitor: "visitor-1",
      look,
      form: null,
      conversation: { id: "conversation-1", exchanges },
    };
  }

  private ask(body: string): Run {
    const { question, requestId } = JSON.parse(body) as { question: string; requestId: string };
    const before = this.runs.find((run) => run.requestId === requestId);
    if (before) return before;
    const id = `run-${String(this.runs.length + 1)}`;
    const events: VisitorEvent[] = [
      { type: "started", runId: id },
      ...this.behaviour.answer(question),
    ];
    const run = { id, requestId, events, stopped: false };
    this.runs.push(run);
    return run;
  }

  private async stream(run: Run, after: number, response: ServerResponse): Promise<void> {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": hello\n\n");
    let left = this.behaviour.breakAfter.shift() ?? Infinity;
    for (const [index, event] of run.events.entries()) {
      if (index < after) continue;
      if (left-- <= 0) {
        response.destroy();
        return;
      }
      const sent = run.stopped ? ({ type: "stopped" } as const) : event;
      response.write(`id: ${String(index + 1)}\ndata: ${JSON.stringify(sent)}\n\n`);
      if (run.stopped) break;
      await new Promise((resolve) => setTimeout(resolve, this.behaviour.pauseMs));
    }
    response.end();
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
