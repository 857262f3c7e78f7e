"use client";

import { X } from "lucide-react";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface TagsFieldProps {
  label: string;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  /** Offered while one types. */
  known: readonly string[];
}

/** The tags with what is typed but not yet entered. */
export function withTag(tags: readonly string[], typed: string): string[] {
  const tag = typed.trim();
  return tag === "" || tags.includes(tag) ? [...tags] : [...tags, tag];
}

/** Tags as chips; Enter or a comma adds what is typed, so does leaving the field. */
export function TagsField({ label, tags, onChange, known }: TagsFieldProps) {
  const t = useTranslations("knowledge.tags");
  const list = useId();
  const [typed, setTyped] = useState("");
  const enter = () => {
    if (typed.trim() !== "") onChange(withTag(tags, typed));
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "," || (event.key === "Enter" && typed.trim() !== "")) {
      event.preventDefault();
      enter();
    } else if (event.key === "Backspace" && typed === "") {
      onChange(tags.slice(0, -1));
    }
  };
  return (
    <div className="space-y-2">
      <Field label={label} help={t("help")}>
        <Input
          value={typed}
          maxLength={60}
          list={list}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={enter}
        />
      </Field>
      <datalist id={list}>
        {known
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
      {tags.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="max-w-full">
              <Badge className="h-7 max-w-full pr-0.5">
                <span className="truncate">{tag}</span>
                <button
                  type="button"
                  aria-label={t("remove", { tag })}
                  onClick={() => onChange(tags.filter((other) => other !== tag))}
                  className="flex size-6 items-center justify-center rounded-full hover:bg-pressed"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
