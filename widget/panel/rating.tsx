/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import { useWords } from "./context";
import { Icon } from "./icons";
import type { Turn } from "./turn";

interface RatingProps {
  readonly turn: Turn;
  readonly onRate: (feedback: Turn["feedback"], comment?: string) => Promise<void>;
}

/** Whether an answer helped, with a comment for those who have one. */
export function Rating({ turn, onRate }: RatingProps) {
  const words = useWords();
  const [stage, setStage] = useState<"asking" | "comment" | "thanks" | "failed">("asking");
  const { feedback } = turn;
  const rate = (value: "up" | "down") => {
    const next = feedback === value ? null : value;
    setStage(next === null ? "asking" : "comment");
    onRate(next).catch(() => {
      setStage("failed");
    });
  };
  const comment = (text: string) => {
    setStage("thanks");
    if (text === "") return;
    onRate(feedback, text).catch(() => {
      setStage("failed");
    });
  };
  return (
    <div class="rating">
      <div role="group" aria-label={words.helpful} class="thumbs">
        <Thumb kind="up" label={words.up} pressed={feedback === "up"} onPress={rate} />
        <Thumb kind="down" label={words.down} pressed={feedback === "down"} onPress={rate} />
        <span role="status" class="hint">
          {stage === "thanks" && words.thanks}
          {stage === "failed" && words.problems.unavailable}
        </span>
      </div>
      {stage === "comment" && feedback !== null && (
        <Comment label={feedback === "up" ? words.commentUp : words.commentDown} onSend={comment} />
      )}
    </div>
  );
}

function Thumb({
  kind,
  label,
  pressed,
  onPress,
}: {
  readonly kind: "up" | "down";
  readonly label: string;
  readonly pressed: boolean;
  readonly onPress: (kind: "up" | "down") => void;
}) {
  return (
    <button
      type="button"
      class="icon-button small"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={() => {
        onPress(kind);
      }}
    >
      <Icon name={kind === "up" ? "up" : "thumbDown"} />
    </button>
  );
}

function Comment({
  label,
  onSend,
}: {
  readonly label: string;
  readonly onSend: (text: string) => void;
}) {
  const words = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <form
      class="comment"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(field.current?.value.trim() ?? "");
      }}
    >
      <label>
        <span class="label">{label}</span>
        <textarea ref={field} rows={2} maxLength={2000} />
      </label>
      <div class="row">
        <button type="submit" class="button">
          {words.sendComment}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            onSend("");
          }}
        >
          {words.skip}
        </button>
      </div>
    </form>
  );
}
