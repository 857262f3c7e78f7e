/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Look } from "@/lib/publication/protocol";
import { useWords } from "./context";
import { Icon } from "./icons";

export interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
}

interface HeaderProps {
  readonly look: Look | null;
  readonly items: readonly MenuItem[];
  /** Null where there is nothing to close. */
  readonly onClose: (() => void) | null;
}

export function PanelHeader({ look, items, onClose }: HeaderProps) {
  const words = useWords();
  // What can't be closed is the page itself.
  const Title = onClose ? "h2" : "h1";
  return (
    <header class="panel-header">
      {look && <Avatar look={look} />}
      <Title>{look?.title ?? words.conversation}</Title>
      {items.length > 0 && <Menu items={items} />}
      {onClose && (
        <button
          type="button"
          class="icon-button"
          aria-label={words.close}
          title={words.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}

/** The builder's picture; the first letter of the title where there is none or the page lets none be shown. */
export function Avatar({ look }: { readonly look: Look }) {
  const [broken, setBroken] = useState<string | null>(null);
  const { avatar, title } = look;
  if (avatar && avatar !== broken) {
    return (
      <img
        class="avatar"
        src={avatar}
        alt=""
        referrerpolicy="no-referrer"
        onError={() => {
          setBroken(avatar);
        }}
      />
    );
  }
  return (
    <span class="avatar" aria-hidden="true">
      {[...title.trim()][0]?.toUpperCase()}
    </span>
  );
}

/** A button that unfolds a few others; Escape and going elsewhere fold it up. */
function Menu({ items }: { readonly items: readonly MenuItem[] }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLButtonElement>("ul button")?.focus();
    const leave = (event: Event) => {
      if (!event.composedPath().includes(box.current as EventTarget)) setOpen(false);
    };
    addEventListener("pointerdown", leave, true);
    return () => {
      removeEventListener("pointerdown", leave, true);
    };
  }, [open]);
  return (
    <div
      ref={box}
      class="menu"
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !event.currentTarget.contains(to)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={words.menu}
        title={words.menu}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <Icon name="more" />
      </button>
      {open && (
        <ul>
          {items.map(({ label, onChoose }) => (
            <li key={label}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  button.current?.focus();
                  onChoose();
                }}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
