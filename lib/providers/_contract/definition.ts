/** What a provider can do for the platform. */
export interface Abilities {
  readonly chat: boolean;
  readonly embeddings: boolean;
  /** Scores how well each of some texts fits a question. */
  readonly rerank: boolean;
}

/** One field of the form that connects a provider. Every field is a text; `secret` ones are sealed and never shown again. */
export interface ConnectionField<Key extends string = string> {
  readonly key: Key;
  readonly control: "url" | "text" | "secret";
  readonly required: boolean;
}

export interface ConnectionFieldMessages {
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
}

/** The texts of a provider in one language. */
export interface ProviderMessages<Key extends string = string> {
  readonly label: string;
  /** One sentence: who it is for, and where the data goes. */
  readonly description: string;
  readonly fields: Readonly<Record<Key, ConnectionFieldMessages>>;
}

/** A kind of model provider: what it's called, what it can do, how it is connected. Safe in the browser. */
export interface ProviderDefinition<Type extends string = string, Key extends string = string> {
  readonly type: Type;
  readonly abilities: Abilities;
  /** Empty: always there, nothing to connect. */
  readonly fields: readonly ConnectionField<Key>[];
  readonly messages: { readonly en: ProviderMessages<Key> };
}

export type ProviderCatalog = Readonly<Record<string, ProviderDefinition>>;

/** Gives a definition its exact type; every field must have its texts. */
export function defineProvider<const Type extends string, const Key extends string>(
  definition: ProviderDefinition<Type, Key>,
): ProviderDefinition<Type, Key> {
  return definition;
}
