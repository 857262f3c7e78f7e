/** @jsxImportSource preact */
import type { Look } from "@/lib/publication/protocol";
import { useWords } from "./context";
import { Avatar } from "./panel-header";

/** Before the first question. */
export function Welcome({
  look,
  onAsk,
}: {
  readonly look: Look;
  readonly onAsk: (question: string) => void;
}) {
  const words = useWords();
  return (
    <div class="welcome">
      <Avatar look={look} />
      {look.greeting !== "" && <p class="greeting lines">{look.greeting}</p>}
      {look.suggestions.length > 0 && (
        <ul aria-label={words.suggestions}>
          {look.suggestions.map((suggestion) => (
            <li key={suggestion}>
              <button
                type="button"
                class="suggestion"
                onClick={() => {
                  onAsk(suggestion);
                }}
              >
                {suggestion}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
