/** @jsxImportSource preact */
import type { FormValues, VisitorFormField } from "@/lib/publication/protocol";
import { AttachButton } from "../panel/attach-button";
import { useWords } from "../panel/context";
import { FileChips } from "../panel/file-chips";
import { isOnItsWay } from "../panel/files";
import type { TakenFiles } from "../panel/use-files";
import { useFormWords, type FormWords } from "./form-words";

interface FormFieldsProps {
  readonly fields: readonly VisitorFormField[];
  readonly running: boolean;
  /** Null where no files may be attached. */
  readonly files: TakenFiles | null;
  /** `said` is what was filled in, a line each. */
  readonly onSend: (values: FormValues, said: string) => void;
  readonly onStop: () => void;
}

/** The fields, as the browser checks them; what was filled in stays for the next time. */
export function FormFields({ fields, running, files, onSend, onStop }: FormFieldsProps) {
  const words = useWords();
  const own = useFormWords();
  const waiting = files?.shown.some(isOnItsWay) ?? false;
  return (
    <form
      class="form-fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (running || waiting) return;
        const data = new FormData(event.currentTarget);
        const values = Object.fromEntries(
          fields.map((field) => [field.name, valueOf(field, data)]),
        );
        onSend(values, saidOf(fields, values, own));
      }}
    >
      {fields.map((field) => (
        <div key={field.name} class="form-field">
          <label for={idOf(field)}>
            {field.label}
            {!field.required && <span class="hint"> ({own.optional})</span>}
          </label>
          <FieldInput field={field} />
          {field.help !== "" && (
            <p id={`${idOf(field)}-help`} class="hint">
              {field.help}
            </p>
          )}
        </div>
      ))}
      {files && (
        <div class="form-field form-files">
          {files.shown.length > 0 && <FileChips files={files.shown} onRemove={files.onRemove} />}
          <AttachButton onAdd={files.onAdd} labelled />
        </div>
      )}
      {/* Two buttons: the colours of one must not fade into those of the other. */}
      {running ? (
        <button key="stop" type="button" class="button outline" onClick={onStop}>
          {words.stop}
        </button>
      ) : (
        <button key="send" type="submit" class="button" aria-disabled={waiting}>
          {own.send}
        </button>
      )}
    </form>
  );
}

const idOf = ({ name }: VisitorFormField) => `field-${name}`;

const MAX_TEXT = 500;
const MAX_LONG_TEXT = 4000;

function FieldInput({ field }: { readonly field: VisitorFormField }) {
  const own = useFormWords();
  const { name, type, required, help, choices } = field;
  const shared = {
    ...{ id: idOf(field), name, required },
    ...(help !== "" && { "aria-describedby": `${idOf(field)}-help` }),
  };
  switch (type) {
    case "text":
      return <input {...shared} type="text" maxLength={MAX_TEXT} />;
    case "long-text":
      return <textarea {...shared} rows={4} maxLength={MAX_LONG_TEXT} />;
    case "number":
      return <input {...shared} type="number" step="any" />;
    case "date":
      return <input {...shared} type="date" />;
    case "yes-no":
    case "choice":
      return (
        <select {...shared}>
          <option value="">{own.choose}</option>
          {type === "choice" &&
            choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          {type === "yes-no" && (
            <>
              <option value="yes">{own.yes}</option>
              <option value="no">{own.no}</option>
            </>
          )}
        </select>
      );
  }
}

function valueOf({ name, type }: VisitorFormField, data: FormData): FormValues[string] {
  const entry = data.get(name);
  const text = typeof entry === "string" ? entry.trim() : "";
  if (text === "") return null;
  if (type === "number") return Number(text);
  return type === "yes-no" ? text === "yes" : text;
}

function saidOf(fields: readonly VisitorFormField[], values: FormValues, own: FormWords): string {
  return fields
    .flatMap(({ name, label }) => {
      const value = values[name] ?? null;
      if (value === null) return [];
      const text = typeof value === "boolean" ? (value ? own.yes : own.no) : String(value);
      return [/[?:!.]$/.test(label) ? `${label} ${text}` : `${label}: ${text}`];
    })
    .join("\n");
}
