"use client";

import { useId, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { Chips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface TagsDraft {
  tags: readonly string[];
  /** What is typed but not yet entered. */
  typed: string;
}

export interface TagsFieldProps {
  label: string;
  draft: TagsDraft;
  onChange: (draft: TagsDraft) => void;
  /** Offered while one types. */
  known: readonly string[];
}

/** The tags with what is typed but not yet entered: what counts when the form is sent. */
export function tagsOf({ tags, typed }: TagsDraft): string[] {
  const tag = typed.trim();
  return tag === "" || tags.includes(tag) ? [...tags] : [...tags, tag];
}

/**
 * Tags as chips; Enter or a comma adds what is typed. Leaving the field doesn't: a chip that came
 * between pressing and letting go of the mouse would move the button from under it.
 */
export function TagsField({ label, draft, onChange, known }: TagsFieldProps) {
  const t = useTranslations("knowledge.tags");
  const list = useId();
  const { tags, typed } = draft;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "," || (event.key === "Enter" && typed.trim() !== "")) {
      event.preventDefault();
      onChange({ tags: tagsOf(draft), typed: "" });
    } else if (event.key === "Backspace" && typed === "") {
      onChange({ tags: tags.slice(0, -1), typed });
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
          onChange={(event) => onChange({ tags, typed: event.target.value })}
          onKeyDown={onKeyDown}
        />
      </Field>
      <datalist id={list}>
        {known
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
      <Chips
        label={label}
        chips={tags.map((tag) => ({ value: tag, label: tag, removeLabel: t("remove", { tag }) }))}
        onRemove={(tag) => onChange({ tags: tags.filter((other) => other !== tag), typed })}
      />
    </div>
  );
}
