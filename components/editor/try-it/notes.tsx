import { useTranslations } from "use-intl";
import type { NodeNote } from "@/lib/graph/run-events";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";

/** Tell only what was done; the others tell of something that was to be better. */
const PLAIN: ReadonlySet<NodeNote["code"]> = new Set([
  "context",
  "remembered",
  "repeats",
  "reworded",
  "context-added",
]);

/** What a node has to say about how it did its work, a line each. */
export function Notes({ notes }: { notes: readonly NodeNote[] }) {
  const text = useNoteText();
  return notes.map((note, index) => (
    <span
      key={index}
      data-note={note.code}
      className={`block ${PLAIN.has(note.code) ? "text-ink-2" : "text-refuse-ink"}`}
    >
      {text(note)}
    </span>
  ));
}

function useNoteText(): (note: NodeNote) => string {
  const t = useTranslations("editor.notes");
  const errorText = useErrorFormatter();
  return (note) => {
    switch (note.code) {
      case "rerank-failed":
        return t("rerankFailed", { reason: errorText(note.error).what });
      case "reword-failed":
        return t("rewordFailed", { reason: errorText(note.error).what });
      case "reworded":
        return t(`reworded.${note.rewording}`, { wordings: note.wordings.join(" · ") });
      case "context-added":
        return contextText(t, note);
      case "repeats":
        return t("repeats", { leftOut: note.leftOut });
      case "general-failed":
        return t("generalFailed", { reason: errorText(note.error).what });
      case "fallback":
        return t("fallback", { from: note.from, to: note.to, reason: errorText(note.error).what });
      case "remembered":
        return t("remembered", { at: new Date(note.answeredAt) });
      case "context":
        return t(note.sent < note.total ? "contextPart" : "contextAll", {
          ...note,
          left: note.total - note.sent,
        });
      case "unproved":
        return t(`unproved.${note.policy}`, {
          statements: note.statements,
          unproved: note.unproved,
          proved: note.statements - note.unproved,
        });
    }
  };
}

type ContextNote = Extract<NodeNote, { code: "context-added" }>;

function contextText(
  t: ReturnType<typeof useTranslations<"editor.notes">>,
  { added, whole, partly }: ContextNote,
): string {
  const documents = { whole: whole.join(", "), partly: partly.join(", ") };
  if (whole.length === 0)
    return partly.length === 0 ? t("neighbours", { added }) : t("documentsNone", documents);
  return partly.length === 0 ? t("documentsAll", documents) : t("documentsSome", documents);
}
