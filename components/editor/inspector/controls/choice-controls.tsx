"use client";

import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import { Slider } from "@/components/ui/slider";
import { useEditor } from "../../editor-context";
import { useNodeTexts } from "../../node-texts";
import { useConnections, useSources, useStores } from "../../use-names";
import type { ControlProps, FieldOf } from "./control";

export function SelectControl({
  node,
  field,
  value,
  disabled,
  onChange,
}: ControlProps<FieldOf<"select">>) {
  const texts = useNodeTexts();
  const loaded = useLoadedOptions(field);
  const fixed =
    "options" in field
      ? field.options.map((option) => ({
          value: option,
          label: texts.option(node.type, field.key, option),
        }))
      : [];
  return (
    <Select
      value={typeof value === "string" ? value : null}
      options={"options" in field ? fixed : loaded}
      placeholder={texts.field(node.type, field.key, "placeholder")}
      disabled={disabled}
      onValueChange={(next) => onChange({ [field.key]: next })}
    />
  );
}

function useLoadedOptions(field: FieldOf<"select">) {
  const lists = { sources: useSources(), stores: useStores(), models: useConnections() };
  if (!("loadOptions" in field)) return [];
  return lists[field.loadOptions].map(({ id, name }) => ({ value: id, label: name }));
}

export function SliderControl({
  field,
  value,
  disabled,
  onChange,
}: ControlProps<FieldOf<"slider">>) {
  const endGesture = useEditor((state) => state.endGesture);
  const text = useSliderText(field);
  return (
    <Slider
      value={typeof value === "number" ? value : field.min}
      min={field.min}
      max={field.max}
      step={field.step}
      disabled={disabled}
      valueText={text}
      onValueChange={(next) => onChange({ [field.key]: next })}
      onValueCommit={endGesture}
    />
  );
}

/** A slider's value in words: 70 % or 0.7. */
export function useSliderText(field: FieldOf<"slider">): (value: number) => string {
  const t = useTranslations("editor.calibration");
  return (value) =>
    field.format === "percent" ? t("axis", { percent: Math.round(value * 100) }) : String(value);
}
