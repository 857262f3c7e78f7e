import type { DocumentFilter } from "@/lib/graph/document-filters";
import type { FormValues } from "@/lib/graph/form";
import type { NodeNote, RunError } from "@/lib/graph/run-events";
import type {
  Citation,
  DocumentRef,
  FileRef,
  FileUse,
  Passage,
  Stretch,
  Turn,
  Usage,
  Verdict,
} from "@/lib/graph/values";

/** What a node can reach while it runs. It imports no provider, store or database: it's handed these ports. */
export interface NodeContext {
  readonly workspaceId: string;
  readonly runId: string;
  /** What the person asked, the input of the run. */
  readonly question: string;
  /** What was filled into a form, in place of a question in a chat; null for a chat. */
  readonly form: FormValues | null;
  /** Earlier exchanges of this conversation, oldest first. */
  readonly conversation: readonly Turn[];
  /** Files that were attached to this conversation, as they were when the run began; oldest first. */
  readonly attached: readonly FileRef[];
  /** Aborted when the run is cancelled, over its time, or the node over its own; pass it to everything awaited. */
  readonly signal: AbortSignal;
  /** What this node writes may be shown only as far as it is proved: an answer behind it leaves out or refuses the rest. */
  readonly provedOnly: boolean;
  /** An answer behind it shows no sources: neither citations nor their marks may appear while it is written. */
  readonly hidesSources: boolean;
  /** Tells those who watch; never waits. */
  emit(event: NodeEvent): void;
  readonly log: NodeLog;
  readonly limits: RunLimits;
  readonly models: ModelPort;
  readonly knowledge: KnowledgePort;
  readonly files: FilePort;
}

export type NodeEvent =
  | { readonly type: "token"; readonly text: string }
  | { readonly type: "checked"; readonly text: string; readonly unsupported: Stretch[] }
  | { readonly type: "citation"; readonly citation: Citation }
  | { readonly type: "verdict"; readonly verdict: Verdict }
  | { readonly type: "node.noted"; readonly note: NodeNote }
  | { readonly type: "files.reading"; readonly names: string[] }
  | { readonly type: "files.used"; readonly files: FileUse[] };

/** Structured log lines; never put document text, questions or secrets into them. */
export interface NodeLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Budgets of one run; going over one ends the run with `errors.run.over-…`. */
export interface RunLimits {
  /** Attempts to run a node, retries included. */
  readonly maxSteps: number;
  /** Milliseconds for the whole run. */
  readonly maxWallTimeMs: number;
  /** Milliseconds for one attempt of one node. */
  readonly nodeTimeoutMs: number;
  /** Input and output tokens of all model calls together. */
  readonly maxTokens: number;
  /** Size of all node outputs together, as JSON, in UTF-16 code units. */
  readonly maxBytes: number;
  /** A single value larger than this is spilled and passed on by reference. */
  readonly spillBytes: number;
  /** Attempts of one node that fails in a way worth trying again; 1 means no retry. */
  readonly maxAttempts: number;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
  /** Seen together with the text of a user's message, by models that can see; any other refuses the call. */
  readonly images?: readonly ChatImage[];
}

export interface ChatImage {
  /** `image/png`, `image/jpeg`, `image/webp` or `image/gif`. */
  readonly mediaType: string;
  /** Base64. */
  readonly data: string;
}

export interface ModelChoice {
  /** `built-in`, or the id of one of the workspace's connections. */
  readonly connectionId: string;
  readonly model: string;
}

/** A model that could not answer, and the one asked in its place. */
export interface Fallback {
  readonly from: string;
  readonly to: string;
  /** Why the first one could not. */
  readonly error: RunError;
}

export interface ModelRequest {
  readonly model: ModelChoice;
  /** Asked in this order where the one before fails before its first word. */
  readonly fallbacks?: readonly ModelChoice[];
  readonly onFallback?: (fallback: Fallback) => void;
  /**
   * Gives what was answered to the same question from the same passages within so many milliseconds again, without asking
   * the model; `onFound` hears when that was (milliseconds since 1970). Never where somebody's own files play a part, nor
   * where `isWorth` says no to what was answered.
   */
  readonly remember?: {
    readonly ms: number;
    readonly onFound: (at: number) => void;
    readonly isWorth?: (answer: string) => boolean;
  };
  /** Who asks, for the account of what was used; the engine fills it in. */
  readonly caller?: { readonly runId: string; readonly nodeId: string };
  readonly messages: readonly ChatMessage[];
  /** The same question and passages as data, for a model that answers by quoting and reads no prompt. */
  readonly grounding?: { readonly question: string; readonly passages: readonly Passage[] };
  /** 0 to 2. */
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** For models that think before they answer; left out for those that don't. */
  readonly reasoningEffort?: "low" | "medium" | "high";
  /** A model that can be held to a JSON Schema is held to it; any other only has what the messages say. */
  readonly responseSchema?: {
    readonly name: string;
    readonly schema: Readonly<Record<string, unknown>>;
  };
  readonly signal: AbortSignal;
}

export type FinishReason = "stop" | "length" | "content-filter" | "refusal" | "tools" | "no-answer";

/** Any number of text chunks and tool calls, at most one usage, then one finish. */
export type ChatChunk =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "tool-call";
      readonly id: string;
      readonly name: string;
      readonly input: string;
    }
  | { readonly type: "usage"; readonly usage: Usage }
  | { readonly type: "finish"; readonly reason: FinishReason };

export interface ModelPort {
  /** Streams an answer. Throws AppErrors; `retryable` ones are tried again by the engine. */
  chat(request: ModelRequest): AsyncIterable<ChatChunk>;
  /**
   * Tokens that a model reads and writes together: as people said, else as is publicly known of it or of the model it was
   * made from, else as models of such a name usually do. Never throws: what is wrong with the model is said when it is asked.
   */
  contextWindow(model: ModelChoice): Promise<number>;
}

/** A model that was to word a question otherwise and could not; the question alone is searched for. */
export interface RewordFailure extends RunError {
  readonly model: string;
}

/** A reranker that a search was to use and could not; what was found keeps the order it had. */
export interface RerankFailure extends RunError {
  readonly model: string;
}

export interface KnowledgePort {
  /**
   * The passages of a store nearest to the query, best first; at most `limit`. With `rerank` a model puts more
   * candidates than that in order first; one that fails is told to `onRerankFailed` and costs no passage.
   */
  search(request: {
    readonly storeId: string;
    readonly query: string;
    readonly limit: number;
    readonly rerank?: ModelChoice;
    readonly onRerankFailed?: (failure: RerankFailure) => void;
    /** Leaves out passages that only repeat better ones; `onRepeats` hears how many, if any. */
    readonly distinct?: boolean;
    readonly onRepeats?: (leftOut: number) => void;
    /** Only documents that meet all of them are searched. */
    readonly filters?: readonly DocumentFilter[];
    /**
     * Hands on what stands around the passages found as well, beyond `limit`: the passages next to each, or their whole documents where they
     * fit. `onContext` hears what that came to.
     */
    readonly extent?: "neighbours" | "documents";
    readonly onContext?: (report: {
      readonly added: number;
      readonly whole: readonly string[];
      readonly partly: readonly string[];
    }) => void;
    /** Other wordings of the query, searched for besides it; together they count as much. */
    readonly wordings?: readonly string[];
    /** Who searches, for the account of what models used; the engine fills it in. */
    readonly caller?: { readonly runId: string; readonly nodeId: string };
    readonly signal: AbortSignal;
  }): Promise<Passage[]>;
  documents(request: {
    readonly sourceId: string;
    readonly signal: AbortSignal;
  }): Promise<DocumentRef[]>;
}

/** An attached file whose text is there. */
export interface ReadFile {
  readonly id: string;
  readonly name: string;
  readonly passages: number;
  /** Estimated tokens of all its passages. */
  readonly tokens: number;
}

/** The files of the run's own conversation; no other conversation's can be reached, whatever ids are named. */
export interface FilePort {
  /**
   * Waits until files are read, and keeps them for at least `keepMs` from now on. `onReading` hears the names of
   * those it waits for, whenever they change. Files that are gone are left out. Throws
   * `conversation-file.unreadable` for one that could not be read.
   */
  read(request: {
    readonly fileIds: readonly string[];
    readonly keepMs: number;
    readonly onReading: (names: readonly string[]) => void;
    readonly signal: AbortSignal;
  }): Promise<ReadFile[]>;
  /** The pictures among these files, oldest first. Throws `conversation-file.picture-too-large`. */
  pictures(request: {
    readonly fileIds: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<ChatImage[]>;
  /** The passages of these files nearest to the query, best first; at most `limit`. */
  search(request: {
    readonly fileIds: readonly string[];
    readonly query: string;
    readonly limit: number;
    readonly signal: AbortSignal;
  }): Promise<Passage[]>;
}
