import type { z } from "zod/mini";
import type { ConnectorWords } from "./words";

/** One field of the form that connects a source. Every value is a text, "yes" that of a switch that is on; `secret` ones are sealed and never shown again. */
export interface ConnectField<Key extends string = string> {
  readonly key: Key;
  readonly control: "text" | "long-text" | "url" | "secret" | "long-secret" | "switch";
  readonly required: boolean;
  /** Usually left empty: shown folded away until it holds something. */
  readonly seldom?: boolean;
}

/** One way to connect: with keys that an admin pastes, or by signing in at the service. */
export interface ConnectMethod<Id extends string = string, Key extends string = string> {
  readonly id: Id;
  readonly fields: readonly ConnectField<Key>[];
  /** After the fields were stored, somebody signs in at the service (OAuth 2 with PKCE), which gives the tokens. */
  readonly signIn: boolean;
}

export interface ConnectFieldMessages {
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
}

/** One step of the guide beside the form. */
export interface SetupStep {
  /** What to do at the service and why it is needed, in plain words. */
  readonly text: string;
  /** Shown in a box to copy; `{redirectUri}` in it is replaced by this installation's address. */
  readonly copy?: string;
}

export interface ConnectMethodMessages {
  readonly label: string;
  /** One sentence: when to choose this way. */
  readonly description: string;
  readonly steps: readonly SetupStep[];
}

/** What a check of `test` says, once it passed and once it did not; ICU with the check's params. */
export interface CheckMessages {
  readonly ok: string;
  /** What exactly is missing, and where it is granted. */
  readonly missing: string;
}

export interface ConnectorMessages<
  Method extends string = string,
  Key extends string = string,
  Check extends string = string,
> {
  readonly label: string;
  /** One sentence: what is read, and that nothing is changed there. */
  readonly description: string;
  readonly methods: Readonly<Record<Method, ConnectMethodMessages>>;
  readonly fields: Readonly<Record<Key, ConnectFieldMessages>>;
  readonly checks: Readonly<Record<Check, CheckMessages>>;
  /** What a person picks in the tree: "bucket or folder", "library or folder". */
  readonly pick: string;
  /** What its documents are called, where some can be made: "Google Docs". */
  readonly documents?: string;
  readonly words: ConnectorWords;
}

/**
 * A kind of source outside: what it is called, how it is connected, what part of it is taken. Safe in the browser.
 * `credentials` is the schema of `{ method, ...values of its fields }`, `scope` of what a picked node of the tree says.
 */
export interface ConnectorDefinition<
  Type extends string = string,
  Credentials extends z.ZodMiniType = z.ZodMiniType,
  Scope extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly type: Type;
  readonly abilities: {
    /** The source tells what changed; otherwise everything is listed and compared each time. */
    readonly changeFeed: boolean;
    /** Who may see an item can be read. */
    readonly permissions: boolean;
    /** The service can be asked to call us when something changes. */
    readonly tells: boolean;
    /** Documents can be made there, by connections whose field `writes` is switched on. */
    readonly writes?: true;
  };
  readonly methods: readonly ConnectMethod[];
  readonly credentials: Credentials;
  readonly scope: Scope;
  readonly messages: { readonly en: ConnectorMessages };
}

export type ConnectorCatalog = Readonly<Record<string, ConnectorDefinition>>;

/** Gives a definition its exact type; every method and every field must have its texts. */
export function defineConnector<
  const Type extends string,
  const Method extends string,
  const Key extends string,
  const Check extends string,
  Credentials extends z.ZodMiniType<{ method: Method }>,
  Scope extends z.ZodMiniType,
>(
  definition: ConnectorDefinition<Type, Credentials, Scope> & {
    readonly methods: readonly ConnectMethod<Method, Key>[];
    readonly messages: { readonly en: ConnectorMessages<Method, Key, Check> };
  },
) {
  return definition;
}
