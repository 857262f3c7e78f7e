/**
 * The inspector's form is described, never coded: a field names a param and the control that edits it. Labels and
 * help are in the definition's messages under the same key.
 */

type KeyOf<P> = keyof P & string;

/** Keys of params that hold a value of type `V` (null allowed, for "nothing chosen yet"). */
type KeyHolding<P, V> = string extends keyof P
  ? string
  : { [K in KeyOf<P>]: NonNullable<P[K]> extends V ? K : never }[KeyOf<P>];

/**
 * What a setting needs of the node's model: that it is one that is asked with a prompt at all, or an ability of its own. Shown also
 * where nobody says whether the model has it.
 */
export type ModelNeed = "prompt" | "temperature" | "reasoning" | "vision";

interface Common<P> {
  /** `advanced` fields are folded away. */
  readonly level?: "basic" | "advanced";
  /** Can be saved without a value, but not run. */
  readonly required?: boolean;
  /** Shown only where the model that the node has chosen takes it. */
  readonly needs?: ModelNeed;
  /** Shown only while that other param has that value, or one of those. */
  readonly showWhen?: { readonly key: KeyOf<P> } & (
    { readonly equals: string | number | boolean | null } | { readonly oneOf: readonly string[] }
  );
}

interface Of<P, Control extends string, V> extends Common<P> {
  readonly key: KeyHolding<P, V>;
  readonly control: Control;
}

type TextField<P> = Of<P, "text", string>;
/** `rows` is the height to begin with; it grows with its text. */
type TextareaField<P> = Of<P, "textarea", string> & { readonly rows?: number };
/** Text in which `{{node.port}}` tokens are shown as chips with the node's name. */
type ReferenceTextField<P> = Of<P, "reference-text", string> & {
  readonly rows?: number;
  /** It goes into a prompt that can be looked at. */
  readonly inPrompt?: true;
};
/** A list of short texts, such as suggested questions. */
type TextListField<P> = Of<P, "text-list", readonly string[]> & { readonly maxItems: number };
type NumberField<P> = Of<P, "number", number> & Range;
/** `format: "percent"` shows 0.7 as 70 %. */
type SliderField<P> = Of<P, "slider", number> &
  Required<Range> & { readonly format?: "percent" | "decimal" };
type SwitchField<P> = Of<P, "switch", boolean>;
/** Fixed `options` (labelled in the messages), or `loadOptions`, the name of a list the server knows. */
type SelectField<P> = Of<P, "select", string> &
  ({ readonly options: readonly string[] } | { readonly loadOptions: LoadOptionsKind });
/**
 * Picks a source of the workspace, or uploads files into a new one; with `of` only one of that connector, or takes a new part of a
 * connection.
 */
type SourceField<P> = Of<P, "source", string> & { readonly of?: string };
/** Picks a store of the workspace, or makes one. */
type StoreField<P> = Of<P, "store", string>;
/**
 * Picks a connection (into `key`) and one of its models (into `modelKey`): one that writes, or one that reranks. Where it
 * may be none, the choice "none" (an option text) is null and the built-in model isn't on offer.
 */
type ModelField<P> = Of<P, "model", string> & {
  readonly modelKey: KeyHolding<P, string>;
  readonly ability?: "rerank";
  /** Default: it writes answers. */
  readonly purpose?: "judge";
  readonly mayBeNone?: true;
};

/** Models in order, each asked where the one before can't answer: `{ connectionId, model }`. */
type FallbacksField<P> = Of<P, "fallbacks", readonly object[]> & { readonly maxItems: number };

/** Finds the threshold in `thresholdKey` on the workflow's test questions, and keeps how that came about. */
type CalibrationField<P> = Of<P, "calibration", object> & {
  readonly thresholdKey: KeyHolding<P, number>;
};

/** Ways out by what a question is about, each with name, description and examples. */
type TopicsField<P> = Of<P, "topics", readonly object[]>;
/** Ways out by conditions over values from earlier nodes. */
type RulesField<P> = Of<P, "rules", readonly object[]>;

/** Fields that an answer consists of, each with a name, a type and a description. */
type AnswerFieldsField<P> = Of<P, "answer-fields", readonly object[]>;

/** Fields of a form that people fill in. */
type FormFieldsField<P> = Of<P, "form-fields", readonly object[]>;

/** Which documents may be found, of those in the store of `storeKey`: conditions that all have to hold. */
type FiltersField<P> = Of<P, "filters", readonly object[]> & {
  readonly storeKey: KeyHolding<P, string>;
};

interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

/** Lists that only the server can give, loaded when the select opens. */
export type LoadOptionsKind = "models" | "sources" | "stores";

export type Field<P> =
  | TextField<P>
  | TextareaField<P>
  | ReferenceTextField<P>
  | TextListField<P>
  | NumberField<P>
  | SliderField<P>
  | SwitchField<P>
  | SelectField<P>
  | SourceField<P>
  | StoreField<P>
  | ModelField<P>
  | FallbacksField<P>
  | CalibrationField<P>
  | TopicsField<P>
  | RulesField<P>
  | AnswerFieldsField<P>
  | FormFieldsField<P>
  | FiltersField<P>;

export type FieldControl = Field<Record<string, unknown>>["control"];
