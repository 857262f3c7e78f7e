/** @jsxImportSource preact */
import { useRef } from "preact/hooks";
import type { VisitorProblem } from "@/lib/publication/protocol";
import { AddressForm } from "./address-form";
import { useWords } from "./context";
import { ProblemNote, problemText } from "./problem-note";

type Code = VisitorProblem["code"];

/** Open to people who are known, be it to the workspace or by an invitation. */
const FOR_KNOWN: ReadonlySet<Code> = new Set(["sign-in-needed", "invitation-needed"]);
/** Asking again changes nothing. */
const HOPELESS: ReadonlySet<Code> = new Set(["not-found", "origin-refused", ...FOR_KNOWN]);

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
  if (FOR_KNOWN.has(code) && signIn !== null) {
    return (
      <div class="gate">
        <p>{problemText(problem, words)}</p>
        {/* Who was invited may have no account: for them it is one of two ways, and not the one that the text says. */}
        <a class={code === "sign-in-needed" ? "button" : "quiet"} href={signIn} data-focus>
          {words.signIn}
        </a>
      </div>
    );
  }
  return (
    <div class="gate">
      <ProblemNote problem={problem} onRetry={HOPELESS.has(code) ? null : onRetry} />
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
