/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { HandOverRequest } from "@/lib/publication/protocol";
import { fill } from "../words/words";
import { useWords } from "./context";
import { problemOf } from "./conversation";
import { Icon } from "./icons";
import { problemText } from "./problem-note";

interface HandOverProps {
  /** Rejects with the refusal. */
  readonly onSend: (asked: HandOverRequest) => Promise<void>;
}

/** After a refusal: a word to people, who answer by mail. */
export function HandOver({ onSend }: HandOverProps) {
  const words = useWords();
  const [stage, setStage] = useState<"offered" | "writing" | "sending">("offered");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = (asked: HandOverRequest) => {
    setStage("sending");
    setProblem(null);
    onSend(asked).then(
      () => {
        setSentTo(asked.email);
      },
      (error: unknown) => {
        setStage("writing");
        setProblem(problemText(problemOf(error), words));
      },
    );
  };
  if (sentTo !== null) {
    return <p role="status">{fill(words.handOver.sent, { email: sentTo })}</p>;
  }
  if (stage === "offered") {
    return (
      <button
        type="button"
        class="button"
        onClick={() => {
          setStage("writing");
        }}
      >
        <Icon name="person" />
        {words.handOver.offer}
      </button>
    );
  }
  return <Letter busy={stage === "sending"} problem={problem} onSend={send} />;
}

interface LetterProps {
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onSend: (asked: HandOverRequest) => void;
}

function Letter({ busy, problem, onSend }: LetterProps) {
  const words = useWords();
  const email = useRef<HTMLInputElement>(null);
  const message = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    email.current?.focus();
  }, []);
  return (
    <form
      class="comment"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        onSend({
          email: email.current?.value.trim() ?? "",
          message: message.current?.value.trim() ?? "",
        });
      }}
    >
      <p class="hint">{words.handOver.explained}</p>
      <label>
        <span class="label">{words.handOver.email}</span>
        <input ref={email} type="email" autocomplete="email" maxLength={254} required />
      </label>
      <label>
        <span class="label">{words.handOver.message}</span>
        <textarea ref={message} rows={3} maxLength={4000} />
      </label>
      {problem !== null && <p role="alert">{problem}</p>}
      <div class="row">
        <button type="submit" class="button" aria-disabled={busy}>
          {words.handOver.send}
        </button>
      </div>
    </form>
  );
}
