/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import type { VisitorProblem } from "@/lib/publication/protocol";
import { fill } from "../words/words";
import { useWords } from "./context";
import { problemOf } from "./conversation";
import { problemText } from "./problem-note";

interface AddressFormProps {
  readonly problem: VisitorProblem;
  /** Where members of the workspace sign in; null where they can't. */
  readonly signIn: string | null;
  readonly onAddress: (email: string) => Promise<void>;
}

/** Somebody who was invited asks for a link to their mailbox. */
export function AddressForm({ problem, signIn, onAddress }: AddressFormProps) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  if (sentTo !== null) {
    return (
      <div class="gate">
        <p role="status">{fill(words.linkSent, { email: sentTo })}</p>
      </div>
    );
  }
  return (
    <form
      class="gate"
      onSubmit={(event) => {
        event.preventDefault();
        const email = field.current?.value.trim() ?? "";
        setFailure(null);
        onAddress(email).then(
          () => {
            setSentTo(email);
          },
          (error: unknown) => {
            setFailure(problemText(problemOf(error), words));
          },
        );
      }}
    >
      <p>{problemText(problem, words)}</p>
      <label>
        <span class="label">{words.handOver.email}</span>
        <input ref={field} type="email" autocomplete="email" maxLength={254} required data-focus />
      </label>
      {failure !== null && <p role="alert">{failure}</p>}
      <button type="submit" class="button">
        {words.sendLink}
      </button>
      {signIn !== null && (
        <a class="quiet" href={signIn}>
          {words.signIn}
        </a>
      )}
    </form>
  );
}
