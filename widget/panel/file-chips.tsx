/** @jsxImportSource preact */
import { fill } from "../words/words";
import { useWords } from "./context";
import type { ShownFile } from "./files";
import { Icon } from "./icons";
import { problemText } from "./problem-note";

/** The files of the conversation, each with what is being done with it. */
export function FileChips({
  files,
  onRemove,
}: {
  readonly files: readonly ShownFile[];
  readonly onRemove: (file: ShownFile) => void;
}) {
  const words = useWords();
  return (
    <ul class="files" aria-live="polite">
      {files.map((file) => {
        const label = fill(words.removeFile, { name: file.name });
        return (
          <li key={file.key} data-file={file.state}>
            <Icon name="document" />
            <span class="name">{file.name}</span>
            <span class="hint">
              {file.problem ? problemText(file.problem, words) : words.fileStates[file.state]}
            </span>
            <button
              type="button"
              class="icon-button small"
              aria-label={label}
              title={label}
              onClick={() => {
                onRemove(file);
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
