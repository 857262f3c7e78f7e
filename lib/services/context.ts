import type { Role } from "@/lib/auth/permissions";
import type { Database, Transaction } from "@/lib/db/client";
import type { SqlPort } from "@/lib/db/sql";
import type { Vault } from "@/lib/crypto/vault";
import type { JobQueue } from "@/lib/jobs/queue";
import type { Outbound } from "@/lib/net/outbound";
import type { FileStorage } from "@/lib/storage/file-storage";
import type { RunHub } from "./run/hub";

export type Db = Database;
/** What runs inside a transaction; never use `db` while one is open, the embedded database would deadlock. */
export type Tx = Transaction;

/** Everything services reach outside themselves; made once a process (runtime.ts) or once a test. */
export interface ServiceContext {
  readonly db: Db;
  readonly sql: SqlPort;
  readonly storage: FileStorage;
  readonly jobs: JobQueue;
  /** Seals and opens the keys of connections. */
  readonly vault: Vault;
  readonly runs: RunHub;
  /** Calls out of this machine; per workspace narrowed or opened by connection/open.ts. */
  readonly outbound: Outbound;
  /** Models that run on this machine. */
  readonly models: LocalModels;
}

export interface LocalModels {
  /** Absolute folder that holds a folder for each. */
  readonly dir: string;
  /** Address they are downloaded from: huggingface.co or a mirror with the same interface. */
  readonly host: string;
}

/** Services acting for a workspace without a person: runs and jobs. */
export interface WorkspaceScope extends ServiceContext {
  readonly workspace: { readonly id: string };
}

export interface SignedInUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** What a session cookie says, before it was looked up: somebody's sessions may have been revoked since. */
export interface Session {
  readonly userId: string;
  readonly sessionVersion: number;
}

export interface UserContext extends ServiceContext {
  readonly user: SignedInUser;
}

/**
 * A member acting in a workspace. Made only by workspace/enter.ts, which checked the membership: services trust
 * it, and put `workspace.id` into the `where` of every query.
 */
export interface WorkspaceContext extends ServiceContext {
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string };
  readonly actor: { readonly userId: string; readonly role: Role };
}

/** The argument of every workspace service. */
export interface Call<Input> {
  readonly ctx: WorkspaceContext;
  readonly input: Input;
}
