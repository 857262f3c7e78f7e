import { sameJson } from "@/lib/graph/same-json";
import type { Field } from "./fields";

type AnyField = Field<Record<string, unknown>>;

/** Whether a field's condition holds, and that of the field it depends on: else what it holds plays no part. */
export function isShown(
  { showWhen }: AnyField,
  values: Readonly<Record<string, unknown>>,
  fields: readonly AnyField[],
): boolean {
  if (showWhen === undefined) return true;
  const value = values[showWhen.key];
  const holds =
    "oneOf" in showWhen
      ? showWhen.oneOf.some((option) => option === value)
      : sameJson(value, showWhen.equals);
  const other = fields.find(({ key }) => key === showWhen.key);
  return holds && (other === undefined || isShown(other, values, fields));
}
