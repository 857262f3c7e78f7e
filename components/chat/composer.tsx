"use client";

import { ArrowUp, Square } from "lucide-react";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/components/ui/cn";
import { AttachButton } from "./attach-button";
import type { Attachments } from "./attachments";
import { FileChips } from "./file-chips";

interface ComposerProps {
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  readonly attachments?: Attachments;
}

const MAX_LENGTH = 4000;

/** Where the question is typed: Enter asks, Shift and Enter makes a new line. */
export function Composer({ busy, disabled, onAsk, onStop, attachments }: ComposerProps) {
  const t = useTranslations("chat");
  const [question, setQuestion] = useState("");
  const ready = question.trim() !== "" && !busy && !disabled;
  const ask = () => {
    if (!ready) return;
    onAsk(question.trim());
    setQuestion("");
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    ask();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed (Chinese, Japanese), Enter takes the word.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask();
  };
  return (
    <form onSubmit={onSubmit} className="pt-1">
      {attachments && <FileChips files={attachments.files} remove={attachments.remove} />}
      <div className="relative px-3 pb-3">
        <Textarea
          rows={1}
          value={question}
          maxLength={MAX_LENGTH}
          disabled={disabled}
          aria-label={t("question")}
          placeholder={t("placeholder")}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={onKeyDown}
          className={cn(
            "block max-h-40 resize-none rounded-card py-2.5 pr-12",
            attachments ? "pl-11" : "pl-3",
          )}
        />
        {attachments && (
          <div className="absolute bottom-4.25 left-4.25">
            <AttachButton disabled={disabled} onFiles={attachments.attach} />
          </div>
        )}
        <div className="absolute right-4.25 bottom-4.25">
          {busy ? (
            <IconButton
              icon={Square}
              label={t("stop")}
              variant="secondary"
              tooltip={false}
              onClick={onStop}
            />
          ) : (
            <IconButton
              type="submit"
              icon={ArrowUp}
              label={t("send")}
              variant="primary"
              tooltip={false}
              disabled={!ready}
            />
          )}
        </div>
      </div>
    </form>
  );
}
