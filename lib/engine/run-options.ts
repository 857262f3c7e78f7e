import type { FormValues } from "@/lib/graph/form";
import type { RunError } from "@/lib/graph/run-events";
import type { FileRef, Turn, Usage } from "@/lib/graph/values";
import type {
  FilePort,
  KnowledgePort,
  ModelPort,
  NodeLog,
  RunLimits,
} from "@/lib/nodes/_contract/context";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import type { NodeExecutors } from "@/lib/nodes/_contract/executor";
import type { SpillPort } from "./outputs";

export interface RunOptions {
  readonly runId: string;
  readonly workspaceId: string;
  /** A graph document; parsed, migrated and validated anew by every run. */
  readonly graph: unknown;
  readonly catalog: Readonly<Record<string, AnyNodeDefinition>>;
  readonly executors: NodeExecutors;
  readonly input: {
    readonly question: string;
    /** What the question was made from, where it was a form. */
    readonly form?: FormValues | null;
    /** Files attached to the conversation, oldest first. */
    readonly attached?: readonly FileRef[];
  };
  /** Earlier exchanges, oldest first. */
  readonly conversation?: readonly Turn[];
  readonly models: ModelPort;
  readonly knowledge: KnowledgePort;
  /** Reads the attached files; without it there are none. */
  readonly files?: FilePort;
  readonly log: NodeLog;
  /** Cancels the run. */
  readonly signal: AbortSignal;
  /** Budgets that differ from the default ones. */
  readonly limits?: Partial<RunLimits>;
  /** Without it large values stay in memory. */
  readonly spill?: SpillPort;
  readonly observer?: RunObserver;
  /** Milliseconds since 1970, for the events' `at`. */
  readonly now?: () => number;
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
}

/** Told in full what the events only summarise, so that a run can be stored with what it saw. Must not throw. */
export interface RunObserver {
  nodeSettled(record: NodeRecord): void;
}

export interface NodeRecord {
  readonly nodeId: string;
  readonly type: string;
  readonly status: "finished" | "failed";
  readonly attempts: number;
  readonly params: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly usage: Usage;
  readonly durationMs: number;
  readonly error: RunError | null;
}
