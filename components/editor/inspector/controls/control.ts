import type { GraphNode, Json, Params } from "@/lib/graph/document";
import type { Field } from "@/lib/nodes/_contract/fields";

export type AnyField = Field<Record<string, unknown>>;
export type FieldOf<Control extends AnyField["control"]> = Extract<AnyField, { control: Control }>;

/** What every control of the inspector is given. Inside a `Field`, which names it. */
export interface ControlProps<F extends AnyField = AnyField> {
  readonly node: GraphNode;
  readonly field: F;
  /** The param's value, its default filled in; may be of any type while the node has problems. */
  readonly value: Json | undefined;
  readonly disabled: boolean;
  /** Sets one or several params; one step of the history while typing goes on. */
  readonly onChange: (params: Params) => void;
}

/** What a control is given that is a group of its own, outside a `Field`. */
export interface GroupProps<F extends AnyField = AnyField> extends ControlProps<F> {
  readonly label: string;
  readonly help: string | undefined;
  readonly error: string | undefined;
}
