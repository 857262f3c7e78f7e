/** @jsxImportSource preact */
import { useRef } from "preact/hooks";
import type { VisitorProblem } from "@/lib/publication/protocol";
import { AddressForm } from "./address-form";
import { useWords } from "./context";
import { ProblemNote, problemText } from "./problem-note";

interface GateProps {
  readonly problem: VisitorProblem;
  readonly signIn: string | null;
  readonly onPassword: (password: string) => void;
  /** Has a link mailed. */
  readonly onAddress: (email: string) => Promise<void>;
  readonly onRetry: () => void;
}

/** Why nobody can be talked to, and what would change that. */
export function Gate({ problem, signIn, onPassword, onAddress, onRetry }: GateProps) {
  const words = useWords();
  const { code } = problem;
  if (code === "password-needed" || code === "password-wrong") {
    return <PasswordForm problem={problem} onPassword={onPassword} />;
  }
  if (code === "address-needed") {
    return <AddressForm problem={problem} signIn={signIn} onAddress={onAddress} />;
  }
  if (code === "sign-in-needed" && signIn !== null) {
    return (
      <div class="gate">
        <p>{problemText(problem, words)}</p>
        <a class="button" href={signIn} data-focus>
          {words.signIn}
        </a>
      </div>
    );
  }
  const hopeless = code === "not-found" || code === "origin-refused" || code === "sign-in-needed";
  return (
    <div class="gate">
      <ProblemNote problem={problem} onRetry={hopeless ? null : onRetry} />
    </div>
  );
}

function PasswordForm({
  problem,
  onPassword,
}: {
  readonly problem: VisitorProblem;
  readonly onPassword: (password: string) => void;
}) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="gate"
      onSubmit={(event) => {
        event.preventDefault();
        const password = field.current?.value ?? "";
        if (password !== "") onPassword(password);
      }}
    >
      <p role={problem.code === "password-wrong" ? "alert" : undefined}>
        {problemText(problem, words)}
      </p>
      <label>
        <span class="label">{words.password}</span>
        <input ref={field} type="password" autocomplete="current-password" required data-focus />
      </label>
      <button type="submit" class="button">
        {words.enter}
      </button>
    </form>
  );
}
