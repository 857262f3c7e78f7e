"use client";

import { Braces, X } from "lucide-react";
import { useRef, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { controlLooks } from "@/components/ui/input";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { Textarea } from "@/components/ui/textarea";
import type { GraphNode } from "@/lib/graph/document";
import { outputsOf, partsOf } from "@/lib/graph/node-type";
import { formatReference, parseReferenceText, type Reference } from "@/lib/graph/references";
import { useEditor } from "../../editor-context";
import { definitionOf, useNodeTexts } from "../../node-texts";
import { nodesBefore } from "../nodes-before";
import type { ControlProps, FieldOf } from "./control";

type Props = ControlProps<FieldOf<"reference-text">>;

/**
 * Text with values filled in during the run. A value is the token `{{node.port}}`, marked in the text and named
 * below it; "Insert a value" lists what comes before the node.
 */
export function ReferenceTextControl({ node, field, value, disabled, onChange }: Props) {
  const texts = useNodeTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const text = typeof value === "string" ? value : "";
  const set = (next: string) => onChange({ [field.key]: next });
  const insert = (reference: Reference) => {
    const token = formatReference(reference);
    const { selectionStart, selectionEnd } = area.current ?? { selectionStart: text.length };
    const end = selectionEnd ?? selectionStart;
    set(text.slice(0, selectionStart) + token + text.slice(end));
    // After the menu has given the focus back.
    requestAnimationFrame(() => {
      area.current?.focus();
      const at = selectionStart + token.length;
      area.current?.setSelectionRange(at, at);
    });
  };
  return (
    <div>
      <div className="relative">
        <Mirror text={text} mirror={mirror} />
        <Textarea
          ref={area}
          rows={field.rows}
          value={text}
          placeholder={texts.field(node.type, field.key, "placeholder")}
          disabled={disabled}
          onChange={(event) => set(event.target.value)}
          onScroll={() => mirror.current?.scrollTo(0, area.current?.scrollTop ?? 0)}
          className="relative block bg-transparent"
        />
      </div>
      <Chips text={text} disabled={disabled} onRemove={(raw) => set(text.replaceAll(raw, ""))} />
      {!disabled && <InsertMenu node={node} onInsert={insert} />}
    </div>
  );
}

/** The same text behind the text area, invisible but for the ground of its tokens. */
function Mirror({ text, mirror }: { text: string; mirror: RefObject<HTMLDivElement | null> }) {
  return (
    <div
      ref={mirror}
      aria-hidden
      className={cn(
        controlLooks,
        "absolute inset-0 overflow-hidden border-transparent py-1.5 break-words whitespace-pre-wrap text-transparent",
      )}
    >
      {parseReferenceText(text).map((part, index) =>
        part.kind === "text" ? (
          part.text
        ) : (
          <span key={index} className="rounded-[4px] bg-mark">
            {part.raw}
          </span>
        ),
      )}
    </div>
  );
}

function Chips({
  text,
  disabled,
  onRemove,
}: {
  text: string;
  disabled: boolean;
  onRemove: (raw: string) => void;
}) {
  const t = useTranslations("editor.reference");
  const texts = useNodeTexts();
  const graph = useEditor((state) => state.graph);
  const tokens = new Map(
    parseReferenceText(text).flatMap((part) =>
      part.kind === "reference" ? [[part.raw, part.reference] as const] : [],
    ),
  );
  if (tokens.size === 0) return null;
  return (
    <div className="mt-2">
      <p className="text-xs text-ink-2">{t("used")}</p>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {[...tokens].map(([raw, { nodeId, port, path }]) => {
          const node = graph.nodes.find(({ id }) => id === nodeId);
          const name = t("chip", {
            node: node ? texts.name(node) : `${nodeId} (${t("missing")})`,
            port: [texts.port(node, port), ...path].join("."),
          });
          return (
            <li
              key={raw}
              className={cn(
                "flex items-center gap-1 rounded-full py-0.5 pl-2.5 text-xs",
                disabled && "pr-2.5",
                node ? "bg-accent-soft text-accent-ink" : "bg-danger-soft text-danger-ink",
              )}
            >
              {name}
              {!disabled && (
                <button
                  type="button"
                  aria-label={t("remove", { name })}
                  onClick={() => onRemove(raw)}
                  className="flex size-6 items-center justify-center rounded-full"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function InsertMenu({
  node,
  onInsert,
}: {
  node: GraphNode;
  onInsert: (reference: Reference) => void;
}) {
  const t = useTranslations("editor.reference");
  const texts = useNodeTexts();
  const graph = useEditor((state) => state.graph);
  const before = nodesBefore(graph, node.id);
  const trigger = (
    <Button size="sm" className="mt-2">
      <Braces aria-hidden className="size-3.5" /> {t("insert")}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      {before.length === 0 && <MenuLabel>{t("none")}</MenuLabel>}
      {before.flatMap((other) => {
        const definition = definitionOf(other.type);
        if (!definition) return [];
        const values = Object.keys(outputsOf(other, definition)).flatMap((port) => [
          { port, path: [] },
          ...(partsOf(other, definition, port) ?? []).map((part) => ({ port, path: [part] })),
        ]);
        return values.map(({ port, path }) => (
          <MenuItem
            key={[other.id, port, ...path].join(".")}
            onSelect={() => onInsert({ nodeId: other.id, port, path })}
          >
            {t("chip", {
              node: texts.name(other),
              port: [texts.port(other, port), ...path].join("."),
            })}
          </MenuItem>
        ));
      })}
    </Menu>
  );
}
