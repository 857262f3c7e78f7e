/** @jsxImportSource preact */
import type { VisitorBatch, VisitorFormField } from "@/lib/publication/protocol";
import type { Session } from "../client/session";
import { useWords } from "../panel/context";
import { problemText } from "../panel/problem-note";
import { fill } from "../words/words";
import { useFormWords } from "./form-words";
import { save, useBatch } from "./use-batch";

interface BatchSectionProps {
  readonly session: Session;
  readonly fields: readonly VisitorFormField[];
}

/** Fills the form in from the rows of a file. */
export function BatchSection({ session, fields }: BatchSectionProps) {
  const words = useWords();
  const own = useFormWords();
  const { batch, problem, send, stop, download, another } = useBatch(session);
  const template = () => {
    const header = fields.map(({ name }) => name).join(",");
    save(new Blob([`${header}\r\n`], { type: "text/csv" }), "form.csv");
  };
  return (
    <section class="batch" aria-label={own.many}>
      <h2>{own.many}</h2>
      {problem && (
        <p role="alert" class="problem-line">
          {problemText(problem, words)}
        </p>
      )}
      {batch ? (
        <Progress batch={batch} onStop={stop} onDownload={download} onAnother={another} />
      ) : (
        <>
          <p class="hint">{own.manyHelp}</p>
          <div class="form-field">
            <label for="batch-file">{own.file}</label>
            <input
              id="batch-file"
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                event.currentTarget.value = "";
                if (file) void send(file);
              }}
            />
          </div>
          <button type="button" class="quiet" onClick={template}>
            {own.template}
          </button>
        </>
      )}
    </section>
  );
}

interface ProgressProps {
  readonly batch: VisitorBatch;
  readonly onStop: () => Promise<void>;
  readonly onDownload: () => Promise<void>;
  readonly onAnother: () => void;
}

function Progress({ batch, onStop, onDownload, onAnother }: ProgressProps) {
  const words = useWords();
  const own = useFormWords();
  const { name, state, rows, done, problems } = batch;
  return (
    <div class="batch-progress" data-batch={state}>
      <p>
        <strong>{name}</strong> · <span role="status">{fill(own.progress, { done, rows })}</span>
        {state === "stopped" && ` · ${words.stopped}`}
      </p>
      <progress aria-label={name} max={rows} value={done} />
      {problems.length > 0 && (
        <ul class="row-problems">
          {problems.map(({ row, message }) => (
            <li key={row}>{fill(own.row, { row, message })}</li>
          ))}
        </ul>
      )}
      <div class="row">
        {state === "running" ? (
          <button type="button" class="button outline" onClick={() => void onStop()}>
            {own.stop}
          </button>
        ) : (
          <button type="button" class="button outline" onClick={onAnother}>
            {own.another}
          </button>
        )}
        {done > 0 && (
          <button type="button" class="button" onClick={() => void onDownload()}>
            {own.results}
          </button>
        )}
      </div>
    </div>
  );
}
