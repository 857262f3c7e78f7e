/** @jsxImportSource preact */
import { useRef } from "preact/hooks";
import { useWords } from "./context";
import { Icon } from "./icons";

interface AttachButtonProps {
  readonly onAdd: (files: Iterable<File>) => void;
  /** With its words, where there is room for them. */
  readonly labelled?: boolean;
}

/** Opens the system's dialog for choosing files. */
export function AttachButton({ onAdd, labelled = false }: AttachButtonProps) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={labelled ? "button outline" : "icon-button"}
        {...(!labelled && { "aria-label": words.attach, title: words.attach })}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
        {labelled && words.attach}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-attach
        onChange={(event) => {
          onAdd([...(event.currentTarget.files ?? [])]);
          // The same file can be chosen again, such as after it was removed.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
