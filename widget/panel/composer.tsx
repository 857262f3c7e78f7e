/** @jsxImportSource preact */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { AttachButton } from "./attach-button";
import { useWords } from "./context";
import { FileChips } from "./file-chips";
import { isOnItsWay } from "./files";
import { Icon } from "./icons";
import type { TakenFiles } from "./use-files";

/** The tallest the field grows, in pixels, before it scrolls. */
const TALLEST = 132;

interface ComposerProps {
  readonly running: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
  /** Null where no files may be attached. */
  readonly files: TakenFiles | null;
  readonly footer: string;
}

/** The question field: Enter sends, Shift+Enter starts a new line. */
export function Composer({ running, onAsk, onStop, files, footer }: ComposerProps) {
  const words = useWords();
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${String(Math.min(element.scrollHeight, TALLEST))}px`;
  }, [text]);
  const sendable = text.trim() !== "" && !running && !files?.shown.some(isOnItsWay);
  const send = () => {
    if (!sendable) return;
    onAsk(text);
    setText("");
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {files && files.shown.length > 0 && (
        <FileChips files={files.shown} onRemove={files.onRemove} />
      )}
      <div class="field">
        {files && <AttachButton onAdd={files.onAdd} />}
        <textarea
          ref={field}
          rows={1}
          maxLength={4000}
          aria-label={words.question}
          placeholder={words.placeholder}
          data-focus
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            // While an input method composes a word, Enter belongs to it.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        {running ? (
          <button
            type="button"
            class="send"
            aria-label={words.stop}
            title={words.stop}
            onClick={onStop}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button
            type="submit"
            class="send"
            aria-label={words.send}
            title={words.send}
            // Stays reachable, so that focus isn't lost when it has been used.
            aria-disabled={!sendable}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
      {footer !== "" && <p class="footer">{footer}</p>}
    </form>
  );
}
