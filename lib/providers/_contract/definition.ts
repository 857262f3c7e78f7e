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

/** A service that is reached over HTTP. */
export interface ProviderService {
  /** Where it is, unless a connection says otherwise; null where everybody has an address of their own. */
  readonly baseUrl: string | null;
  /** The header that carries the key: alone, or in `authorization` after the word Bearer. Lower case. */
  readonly keyHeader: string;
  /** Sent with every request, such as the version of an interface. No secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Every one of its models can be held to a JSON Schema, whatever is known of the model. */
  readonly holdsToSchema?: true;
  /** Pages of the service that help when something is wrong; shown as links. */
  readonly pages: {
    /** Where keys are made and their rights are set. */
    readonly keys?: string;
    /** Where an account is paid or its limits are raised. */
    readonly billing?: string;
    /** Where outages are told of. */
    readonly status?: string;
  };
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
  /** Null: it runs on this machine, and there is nothing to connect. */
  readonly service: ProviderService | null;
  /** Empty exactly where `service` is null. */
  readonly fields: readonly ConnectionField<Key>[];
  readonly messages: { readonly en: ProviderMessages<Key> };
}

/** A definition of a provider that is reached over HTTP. */
export type ServiceDefinition = ProviderDefinition & { readonly service: ProviderService };

export type ProviderCatalog = Readonly<Record<string, ProviderDefinition>>;

/** Gives a definition its exact type; every field must have its texts. */
export function defineProvider<
  const Type extends string,
  const Key extends string,
  const Service extends ProviderService | null,
  const Can extends Abilities,
>(
  definition: ProviderDefinition<Type, Key> & {
    readonly service: Service;
    readonly abilities: Can;
  },
): ProviderDefinition<Type, Key> & { readonly service: Service; readonly abilities: Can } {
  return definition;
}
