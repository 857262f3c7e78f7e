"use client";

import dynamic from "next/dynamic";
import { useMemo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import type { GraphNode, Params } from "@/lib/graph/document";
import { parseParams } from "@/lib/graph/params";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { isShown } from "@/lib/nodes/_contract/is-shown";
import { useEditor } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import { SeePrompt } from "../prompt/see-prompt";
import { SelectControl, SliderControl, useSliderText } from "./controls/choice-controls";
import type { AnyField, ControlProps, FieldOf } from "./controls/control";
import { useModelNeeds } from "./use-model-needs";
import { SourceControl, StoreControl } from "./controls/knowledge-controls";
import { ModelControl } from "./controls/model-control";
import { OutsideSourceControl } from "./controls/outside-source-control";
import { ReferenceTextControl } from "./controls/reference-text-control";
import {
  NumberControl,
  TextareaControl,
  TextControl,
  TextListControl,
} from "./controls/text-controls";

const AnswerFieldsControl = dynamic(
  async () => (await import("./controls/answer-fields-control")).AnswerFieldsControl,
  { loading: () => null },
);
const FormFieldsControl = dynamic(
  async () => (await import("./controls/form-fields-control")).FormFieldsControl,
  { loading: () => null },
);
// Of the router alone, and larger than all the others: fetched when a router is first opened.
const CalibrationControl = dynamic(
  async () => (await import("./calibration/calibration-control")).CalibrationControl,
  { loading: () => null },
);
const FallbacksControl = dynamic(
  async () => (await import("./controls/fallbacks-control")).FallbacksControl,
  { loading: () => null },
);
const FiltersControl = dynamic(
  async () => (await import("./filters/filters-control")).FiltersControl,
  { loading: () => null },
);
const RulesControl = dynamic(async () => (await import("./routes/rules-control")).RulesControl, {
  loading: () => null,
});
const TopicsControl = dynamic(async () => (await import("./routes/topics-control")).TopicsControl, {
  loading: () => null,
});

/** The form of a node's settings, made from its definition: what most need first, the rest folded away. */
export function NodeForm({ node, definition }: { node: GraphNode; definition: AnyNodeDefinition }) {
  const t = useTranslations("editor.inspector");
  const defaults = useMemo(() => parseParams(definition, {}) as Params, [definition]);
  const values = { ...defaults, ...node.params };
  const has = useModelNeeds(definition, values);
  const shown = definition.fields.filter(
    (field) => isShown(field, values, definition.fields) && has(field.needs) !== false,
  );
  const unsure = shown.some((field) => field.level === "advanced" && has(field.needs) === null);
  const advanced = shown.filter((field) => field.level === "advanced");
  const rows = (fields: readonly AnyField[]) =>
    fields.map((field) => (
      <FieldRow key={field.key} node={node} field={field} value={values[field.key]} />
    ));
  if (shown.length === 0) return <p className="text-sm text-ink-2">{t("noSettings")}</p>;
  return (
    <>
      {rows(shown.filter((field) => field.level !== "advanced"))}
      {advanced.length > 0 && (
        <details className="group">
          <summary className="min-h-6 text-sm font-medium text-ink-2 hover:text-ink">
            {t("advanced")}
          </summary>
          <div className="space-y-5 pt-3">
            {unsure && <p className="text-xs text-ink-2">{t("unknownModel")}</p>}
            {rows(advanced)}
          </div>
        </details>
      )}
    </>
  );
}

type RowProps = Pick<ControlProps, "node" | "field" | "value">;

function FieldRow({ node, field, value }: RowProps) {
  const texts = useNodeTexts();
  const disabled = useEditor((state) => state.readOnly);
  const setParams = useEditor((state) => state.setParams);
  const error = useFieldProblem(node, field.key);
  const label = texts.field(node.type, field.key, "label") ?? field.key;
  const help = texts.field(node.type, field.key, "help");
  const onChange = (params: Params) => setParams(node.id, params);
  if (field.control === "switch") {
    return (
      <Switch
        checked={value === true}
        label={label}
        help={help}
        disabled={disabled}
        onCheckedChange={(checked) => onChange({ [field.key]: checked })}
      />
    );
  }
  const props = { node, value, disabled, onChange };
  const group = { ...props, label, help, error };
  if (field.control === "calibration") return <CalibrationControl {...group} field={field} />;
  if (field.control === "fallbacks") return <FallbacksControl {...group} field={field} />;
  if (field.control === "answer-fields") return <AnswerFieldsControl {...group} field={field} />;
  if (field.control === "form-fields") return <FormFieldsControl {...group} field={field} />;
  if (field.control === "topics") return <TopicsControl {...group} field={field} />;
  if (field.control === "filters") return <FiltersControl {...group} field={field} />;
  if (field.control === "rules") return <RulesControl {...group} field={field} />;
  const control = (
    <Field label={label} help={help} error={error} aside={<Aside field={field} value={value} />}>
      {controlFor(field, props)}
    </Field>
  );
  if (field.control !== "reference-text" || !field.inPrompt) return control;
  return (
    <div className="space-y-2">
      {control}
      <SeePrompt nodeId={node.id} />
    </div>
  );
}

/** Controls with several inputs, which show their own label. */
type GroupControl =
  "calibration" | "fallbacks" | "topics" | "rules" | "answer-fields" | "form-fields" | "filters";
type Shared = Omit<ControlProps, "field">;

function controlFor(
  field: Exclude<AnyField, FieldOf<GroupControl | "switch">>,
  props: Shared,
): ReactNode {
  switch (field.control) {
    case "text":
      return <TextControl {...props} field={field} />;
    case "textarea":
      return <TextareaControl {...props} field={field} />;
    case "reference-text":
      return <ReferenceTextControl {...props} field={field} />;
    case "text-list":
      return <TextListControl {...props} field={field} />;
    case "number":
      return <NumberControl {...props} field={field} />;
    case "slider":
      return <SliderControl {...props} field={field} />;
    case "select":
      return <SelectControl {...props} field={field} />;
    case "source":
      return field.of === undefined ? (
        <SourceControl {...props} field={field} />
      ) : (
        <OutsideSourceControl {...props} field={field} type={field.of} />
      );
    case "store":
      return <StoreControl {...props} field={field} />;
    case "model":
      return <ModelControl {...props} field={field} />;
  }
}

function Aside({ field, value }: Pick<ControlProps, "field" | "value">) {
  if (field.control !== "slider" || typeof value !== "number") return null;
  return <SliderValue field={field} value={value} />;
}

function SliderValue({ field, value }: { field: FieldOf<"slider">; value: number }) {
  return useSliderText(field)(value);
}

function useFieldProblem(node: GraphNode, key: string): string | undefined {
  const texts = useNodeTexts();
  return useEditor((state) => {
    const problem = state.problems.find((one) => one.nodeId === node.id && one.field === key);
    return problem && texts.problem(problem, state.graph);
  });
}
