"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { GraphNode, Json, OnError, OnErrorPolicy } from "@/lib/graph/document";
import { outputsOf } from "@/lib/graph/node-type";
import type { OutputPorts, PortType } from "@/lib/graph/port-types";
import { textOf } from "@/lib/graph/value-text";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { useEditor } from "../editor-context";

/** What happens when the node fails after its retries; absent where there is nothing to choose. */
export function OnErrorField({
  node,
  definition,
}: {
  node: GraphNode;
  definition: AnyNodeDefinition;
}) {
  const t = useTranslations("editor.inspector");
  const readOnly = useEditor((state) => state.readOnly);
  const setOnError = useEditor((state) => state.setOnError);
  if (definition.onError.length < 2) return null;
  const outputs = outputsOf({ params: node.params }, definition);
  const policy = node.onError?.policy ?? "fail";
  const choose = (value: string) => {
    const chosen = definition.onError.find((option) => option === value);
    if (chosen) setOnError(node.id, onErrorOf(chosen, outputs));
  };
  return (
    <div className="space-y-3">
      <Field label={t("onError")} help={t(`onErrorHelp.${policy}`)}>
        <Select
          value={policy}
          disabled={readOnly}
          options={definition.onError.map((option) => ({
            value: option,
            label: t(`onErrorOption.${option}`),
          }))}
          onValueChange={choose}
        />
      </Field>
      <InsteadField node={node} outputs={outputs} disabled={readOnly} />
    </div>
  );
}

/** The words to give out instead, where the node gives out an answer. */
function InsteadField({
  node,
  outputs,
  disabled,
}: {
  node: GraphNode;
  outputs: OutputPorts;
  disabled: boolean;
}) {
  const t = useTranslations("editor.inspector");
  const setOnError = useEditor((state) => state.setOnError);
  const port = Object.keys(outputs).find((name) => outputs[name]?.type === "message");
  if (node.onError?.policy !== "default" || port === undefined) return null;
  const { onError } = node;
  const change = (text: string) => {
    const message = { text, outcome: "refused", citations: [], refusal: null };
    setOnError(node.id, { ...onError, outputs: { ...onError.outputs, [port]: message } });
  };
  return (
    <Field label={t("instead")}>
      <Textarea
        rows={2}
        value={textOf(onError.outputs[port])}
        disabled={disabled}
        onChange={(event) => change(event.target.value)}
      />
    </Field>
  );
}

function onErrorOf(policy: OnErrorPolicy, outputs: OutputPorts): OnError {
  if (policy !== "default") return { policy };
  const nothing = Object.entries(outputs).map(([port, { type }]) => [port, NOTHING[type]]);
  return { policy, outputs: Object.fromEntries(nothing) as Record<string, Json> };
}

/** What comes out when nothing does, by type. */
const NOTHING: Readonly<Record<PortType, Json>> = {
  text: "",
  message: { text: "", outcome: "refused", citations: [], refusal: null },
  passages: [],
  documents: [],
  files: [],
  json: null,
  number: 0,
  boolean: false,
};
