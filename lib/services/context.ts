import type { Role } from "@/lib/auth/permissions";
import type { Database, Transaction } from "@/lib/db/client";
import type { SqlPort } from "@/lib/db/sql";
import type { Audience, Limits, PublicChannel } from "@/lib/publication/settings";
import type { Vault } from "@/lib/crypto/vault";
import type { JobQueue } from "@/lib/jobs/queue";
import type { Mailer } from "@/lib/mail/smtp";
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
  /** Null where the operator named no mail server. */
  readonly mailer: Mailer | null;
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

/**
 * Somebody outside, at one publication that is open to them. Made only by visitor/enter.ts and api-key/enter.ts, which
 * checked it: services trust it. Never a member, so no service for members takes it.
 */
export interface PublicContext extends WorkspaceScope {
  readonly publication: {
    readonly id: string;
    readonly workflowId: string;
    readonly limits: Limits;
  };
  readonly channel: PublicChannel;
  /** Whose eyes an answer is for: what was confirmed for no wider one is not answered from. */
  readonly audience: Audience;
  /** Exactly one of them is there. */
  readonly asker: { readonly visitorId: string | null; readonly apiKeyId: string | null };
}

/** A visitor in one conversation of theirs, whose row comes with the first question or file. */
export interface VisitorContext extends PublicContext {
  readonly asker: { readonly visitorId: string; readonly apiKeyId: null };
  readonly conversationId: string;
}

/** The argument of every service for visitors. */
export interface VisitorCall<Input> {
  readonly ctx: VisitorContext;
  readonly input: Input;
}

/** The argument of every workspace service. */
export interface Call<Input> {
  readonly ctx: WorkspaceContext;
  readonly input: Input;
}
