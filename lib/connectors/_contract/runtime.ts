import type { AppError } from "@/lib/errors/app-error";
import type { GuardedSocket, SocketTarget } from "@/lib/net/guarded-socket";
import type { OutboundFetch } from "@/lib/net/outbound";
import type { Writing } from "./writing";

/** What a service gave for signing in, or for credentials. Sealed where stored; never logged. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Absent where the service gave none: the one that is stored stays. */
  readonly refreshToken?: string;
  /** What was granted, where the service says. */
  readonly scopes?: readonly string[];
}

/** Everything a connector may use of the world, for one piece of work. */
export interface ConnectorCall<Credentials = unknown> {
  /** Parsed by the definition's schema; in memory for this call only. */
  readonly credentials: Credentials;
  /**
   * The guarded network, behind the gate that all workers share for this service and tenant: while the service asked to
   * be left alone, and on a 429 or 503, it throws `connector.throttled` without calling or retrying. A request with an
   * `authorization` header to an origin that `origins` does not name throws `connector.foreign-host`, and a redirect
   * to another origin drops that header. Every other status is the connector's to judge.
   */
  readonly fetch: OutboundFetch;
  /** For services that don't speak HTTP: a guarded TCP connection behind the same gate. It ends with `signal`. */
  connect(target: SocketTarget): Promise<GuardedSocket>;
  /**
   * For a service that says in another way than by 429 or 503 that it was called too often: everybody is kept out as by
   * those. Resolves to the `connector.throttled` to throw. `afterMs` null where it didn't say for how long.
   */
  slowDown(host: string, afterMs: number | null): Promise<AppError>;
  /**
   * A valid access token, renewed when it has run out; `refused` is one that was just answered with 401, so that a
   * newer one is given. Renewing happens once for all workers. Throws `connector.reconnect` when it can't be.
   */
  accessToken(refused?: string): Promise<string>;
  readonly signal: AbortSignal;
}

/** One thing that `test` looked at; its texts are in `messages.checks` of the definition under `code`. */
export interface ConnectorCheck {
  readonly code: string;
  readonly ok: boolean;
  /** Reading does not need it: without it the source is synced all the same. */
  readonly aside?: true;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface ConnectorTest {
  /** Who or what we are there, to be recognised by the admin; null where the service doesn't say. */
  readonly account: string | null;
  /** In the order in which they matter; a failed one need not be followed by others. */
  readonly checks: readonly ConnectorCheck[];
}

/** A place in the tree that a person picks from. */
export interface TreeNode {
  /** Given back to ask for its children; unique in the tree. */
  readonly id: string;
  readonly label: string;
  readonly expandable: boolean;
  /** The scope that picking it means, as the definition's schema has it; null where it can't be picked itself. */
  readonly scope: unknown;
}

export interface TreePage {
  readonly nodes: readonly TreeNode[];
  /** Given back for the next page; null at the end. */
  readonly next: string | null;
}

/** A file or folder as the source has it now. */
export interface RemoteItem {
  /** Never changes while the item exists, whatever it is renamed or moved to; unique within a source. Not a path, where the service has ids. */
  readonly id: string;
  readonly kind: "file" | "folder";
  readonly name: string;
  /** The folder it is in: `parentId` where folders are items of their own (paths are then computed here), else `folder` "a/b". */
  readonly parentId?: string | null;
  readonly folder?: string;
  /** Differs whenever the content may differ; opaque. Null for folders. */
  readonly etag: string | null;
  /** Bytes; null where unknown before the download. */
  readonly size: number | null;
  readonly mimeType: string | null;
  readonly modifiedAt: Date | null;
  /** Where a person opens it in a browser. */
  readonly webUrl: string | null;
  /** What `download` and `permissions` need besides the id, such as the drive; opaque, at most 2 kB, no secrets. */
  readonly handle?: string;
  /** Why its content can't be read, as an error of the catalogue; it is listed with that reason and never downloaded. */
  readonly unreadable?: {
    readonly code: string;
    readonly params?: Record<string, string | number>;
  };
}

/**
 * A page of changes, applied as a whole in one transaction together with `cursor`: work goes on after the last page that
 * was stored, so a page may come again but none is lost. Of several mentions of one id the last counts, within a page
 * and between pages; nothing is downloaded or removed before `done`.
 */
export interface ChangePage {
  /** Which part of the source it is about, where it has several logs (a drive each); "" otherwise. */
  readonly part: string;
  /**
   * With it an enumeration of everything in the part begins. Comes with the first page of a first sync, of each sync
   * without a change feed, and when a feed says that it has to be read anew (410).
   */
  readonly listing?: "starts" | "ends" | "starts-and-ends";
  readonly items: readonly RemoteItem[];
  /** Ids that the source says are gone or can't be seen any more. What lies in a removed folder goes with it. */
  readonly removed: readonly string[];
  /** The source says that the whole part is gone. */
  readonly partGone?: boolean;
  /** The part could not be read this time (forbidden, locked, gone): it is told, and nothing of it is touched. */
  readonly failure?: { readonly label: string; readonly code: string };
  /** Opaque; at most 500 kB, no secrets. */
  readonly cursor: string;
  /** Who may see what may have changed anywhere in the part, beyond the items named. */
  readonly accessChanged?: boolean;
  /** The round is over: `cursor` is where the next one starts. */
  readonly done: boolean;
}

/**
 * `listing: "ends"` says that everything in the part was named since "starts". What was not named is then removed, so a
 * connector says it only after an enumeration without error or doubt (Drive's `incompleteSearch`, a repeated page token).
 */

export interface Download {
  readonly body: ReadableStream<Uint8Array>;
  /** Bytes that have to come; null where the service doesn't say. Fewer are a failure of the download, never a smaller file. */
  readonly size: number | null;
  /** Of the content that comes; null where it isn't told. */
  readonly etag: string | null;
  readonly mimeType: string | null;
  /** Appended to the item's name where the content is a conversion, such as ".docx" of a document without a file. */
  readonly extension?: string;
}

/** Who may read an item. Unknown, unreadable or doubtful is `null`, which hides it from everybody. */
export type Principals = readonly string[] | null;

/** The dance of signing in; addresses come from the credentials' settings, so that they can be tested. */
export interface SignIn<Credentials = unknown> {
  /** Where the admin's browser is sent. `challenge` is the S256 challenge of PKCE. */
  authorizeUrl(
    credentials: Credentials,
    ask: { readonly redirectUri: string; readonly state: string; readonly challenge: string },
  ): URL;
  /** Exchanges the code that came back. Throws `connector.sign-in` with a reason. */
  exchange(
    call: Omit<ConnectorCall<Credentials>, "accessToken">,
    got: { readonly code: string; readonly verifier: string; readonly redirectUri: string },
  ): Promise<Tokens>;
}

/** A call that came to the address of a watch; nobody knows yet from whom. */
export interface WatchCall {
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Text of at most 256 kB. */
  readonly body: string;
}

/** For services that call an address when something has changed. What they say is a hint: the next sync finds out what it was. */
export interface Watching<Credentials = unknown, Scope = unknown> {
  /**
   * Asks the service to call `address` from now on, with `secret` in each call. `handle` names the watch there and holds no
   * secret; after `until` the service has forgotten it.
   */
  start(
    call: ConnectorCall<Credentials>,
    ask: { readonly scope: Scope; readonly address: string; readonly secret: string },
  ): Promise<{ readonly handle: string; readonly until: Date }>;
  /** Ends a watch that was replaced. */
  stop(call: ConnectorCall<Credentials>, handle: string): Promise<void>;
  /**
   * What a call says: `confirm` is the text with which the service wants to see that the address is ours, `secrets` are those that
   * came with each hint, to be compared with the one that was given.
   */
  read(call: WatchCall): { readonly confirm: string } | { readonly secrets: readonly string[] };
}

/**
 * How a source is reached. Failures are AppErrors of `failures.ts` or `outbound.…` that hold no secret. Nothing is tried
 * again here, except a 401 once with a new token: repeating is the engine's, and `retryable` tells it whether that
 * can help. Written against one account; knows nothing of workspaces, stores or schedules.
 */
export interface ConnectorRuntime<Credentials = unknown, Scope = unknown> {
  /** Origins that may be sent an `authorization` header: those of the service itself. */
  origins(credentials: Credentials): readonly string[];
  /** Names what shares one limit of calls: the service and the tenant, project or endpoint. No secrets. */
  gate(credentials: Credentials): string;
  /** For methods with `signIn`. */
  readonly signIn?: SignIn<Credentials>;
  /** New tokens from the credentials, and from the stored tokens where there are some. Throws `connector.reconnect`. */
  renew?(
    call: Omit<ConnectorCall<Credentials>, "accessToken">,
    stored: Tokens | null,
  ): Promise<Tokens>;
  /** Throws only for what is no answer at all (network, throttling); what is missing is told by checks. */
  test(call: ConnectorCall<Credentials>): Promise<ConnectorTest>;
  /** The tree a person picks from, one level at a time; `parent` null is its top. */
  children(
    call: ConnectorCall<Credentials>,
    at: { readonly parent: string | null; readonly page: string | null },
  ): Promise<TreePage>;
  /**
   * The items under which everything belongs to the scope; null: all that the feed names. Only for sources whose
   * folders are items: the tree is kept and moves in and out are told here, also of what the feed doesn't repeat.
   */
  roots(scope: Scope): readonly string[] | null;
  /**
   * Pages after `cursor` until one is `done`; null starts from nothing. A cursor that the service does not know any more starts a
   * listing again. Ends by throwing where a page can't be read; what was yielded before counts.
   */
  changes(
    call: ConnectorCall<Credentials>,
    from: { readonly scope: Scope; readonly cursor: string | null },
  ): AsyncGenerator<ChangePage, void>;
  /**
   * The content of a file as it is now. Throws `connector.item-gone`, `connector.item-changed` when it no longer has the
   * etag it was listed with (it is then listed anew), `connector.item-refused` with a reason.
   */
  download(call: ConnectorCall<Credentials>, item: RemoteItem): Promise<Download>;
  /**
   * Who may read an item, as "user:<verified e-mail>", "group:<id>", "domain:<name>" or "everyone"; inherited or not. This and the
   * next two match the ability.
   */
  permissions?(call: ConnectorCall<Credentials>, item: RemoteItem): Promise<Principals>;
  /** Where documents can be made as well. */
  readonly writing?: Writing<Credentials>;
  /** Where the service tells of changes by itself. */
  readonly watching?: Watching<Credentials, Scope>;
  /** The direct members of a group that `permissions` or this named, in the same form; null where they can't be told. */
  groupMembers?(call: ConnectorCall<Credentials>, group: string): Promise<Principals>;
  /** Whether this connection is told all of that, or would have to guess. `reason` of its params says what is missing. */
  permissionsCheck?(call: ConnectorCall<Credentials>): Promise<ConnectorCheck>;
  /** Makes what was stored worthless at the service. */
  revoke?(call: ConnectorCall<Credentials>): Promise<void>;
}
