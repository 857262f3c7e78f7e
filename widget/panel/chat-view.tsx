/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { announcementOf } from "./announcement";
import { useWords } from "./context";
import type { Shown } from "./conversation";
import { Icon } from "./icons";
import { TurnView, type ChatActions } from "./turn-view";
import { Welcome } from "./welcome";

/** Nearer than this to its end, in pixels, the conversation counts as read. */
const NEAR_END = 48;
/** What is left above the last question when it has come to the top. */
const ABOVE = 12;

/** What was said, and what is being said. */
export function ChatView({
  shown,
  actions,
}: {
  readonly shown: Shown;
  readonly actions: ChatActions;
}) {
  const words = useWords();
  const { scroller, behind, onScroll, toLatest } = useFollowing(shown);
  const { look, phase, turns } = shown;
  return (
    <div class="chat">
      {/* Reachable by keyboard, so that it can be scrolled by keyboard. */}
      <div
        ref={scroller}
        class="scroller"
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        aria-busy={phase === "starting"}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {phase === "starting" && <p class="progress">{words.starting}</p>}
        {phase === "open" && turns.length === 0 && look && (
          <Welcome look={look} onAsk={actions.onAsk} />
        )}
        {turns.map((turn) => (
          <TurnView key={turn.key} turn={turn} actions={actions} />
        ))}
      </div>
      {behind && (
        <button
          type="button"
          class="latest"
          aria-label={words.latest}
          title={words.latest}
          onClick={toLatest}
        >
          <Icon name="down" />
        </button>
      )}
      <p class="sr" role="status">
        {announcementOf(turns.at(-1), words)}
      </p>
    </div>
  );
}

/**
 * Follows an answer as it grows until its question has come to the top, so that it is read from its beginning; and not
 * at all once the reader has scrolled.
 */
function useFollowing({ turns }: Shown) {
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [behind, setBehind] = useState(false);
  const look = () => {
    const element = scroller.current;
    if (!element) return;
    const left = element.scrollHeight - element.clientHeight - element.scrollTop;
    setBehind(left > NEAR_END);
    if (left <= NEAR_END) following.current = true;
  };
  const last = turns.at(-1);
  const count = turns.length;
  // Opened again or asked: from here on.
  useLayoutEffect(() => {
    following.current = true;
  }, [count]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !following.current) return;
    const end = element.scrollHeight - element.clientHeight;
    const question = element.querySelector<HTMLElement>(".turn:last-of-type");
    const top = last?.live && question ? question.offsetTop - ABOVE : end;
    element.scrollTop = Math.min(end, top);
  }, [last]);
  useEffect(look, [last]);
  return {
    scroller,
    behind,
    onScroll: () => {
      look();
    },
    toLatest: () => {
      const element = scroller.current;
      element?.scrollTo({ top: element.scrollHeight });
      element?.focus();
    },
  };
}
