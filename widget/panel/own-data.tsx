/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Session } from "../client/session";
import { useWords } from "./context";
import { problemOf, type Conversation } from "./conversation";
import type { MenuItem } from "./panel-header";
import { problemText } from "./problem-note";

interface Erasing {
  readonly problem: string | null;
  readonly onErase: () => void;
  readonly onCancel: () => void;
}

/** What visitors can do about what is kept of them: see it, take it along, have it deleted; and start over. */
export function useOwnData(session: Session, conversation: Conversation) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tell = (error: unknown) => {
    setProblem(problemText(problemOf(error), words));
  };
  const items: readonly MenuItem[] = [
    { label: words.startAnew, onChoose: () => void conversation.startAnew() },
    { label: words.download, onChoose: () => void download(session).catch(tell) },
    {
      label: words.erase,
      onChoose: () => {
        setProblem(null);
        setAsking(true);
      },
    },
  ];
  const erase = async () => {
    await session.call("data", { method: "DELETE" });
    session.forget();
    setAsking(false);
    await conversation.startAnew();
  };
  const erasing: Erasing | null =
    asking || problem !== null
      ? {
          problem,
          onErase: () => void erase().catch(tell),
          onCancel: () => {
            setAsking(false);
            setProblem(null);
          },
        }
      : null;
  return { items, erasing };
}

async function download(session: Session): Promise<void> {
  const response = await session.call("data");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = "chat.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Asks once, naming what goes. */
export function EraseDialog({ problem, onErase, onCancel }: Erasing) {
  const words = useWords();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    cancel.current?.focus();
  }, []);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape in it, wherever the focus is
    <div
      class="erase"
      role="alertdialog"
      aria-label={words.erase}
      aria-describedby="erase-question"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <p id="erase-question">{problem ?? words.eraseSure}</p>
      <div class="row">
        {problem === null && (
          <button type="button" class="button danger" onClick={onErase}>
            {words.eraseYes}
          </button>
        )}
        <button ref={cancel} type="button" class="button outline" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </div>
  );
}
