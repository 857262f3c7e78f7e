const KEYS = ["keydown", "keypress", "keyup"] as const;
const FOCUSABLE = 'a[href], button:not([disabled]), input:not([hidden]), textarea, [tabindex="0"]';

/**
 * Keys typed in the chat stay there: the page sees them come from a `div`, so its shortcuts would take every letter of
 * a question for a command. Returns how to undo it.
 */
export function keepToItself(box: HTMLElement): () => void {
  const stop = (event: Event) => {
    event.stopPropagation();
  };
  for (const type of KEYS) box.addEventListener(type, stop);
  return () => {
    for (const type of KEYS) box.removeEventListener(type, stop);
  };
}

/** Where the chat covers the page, Tab goes round in it and does not end up behind. Returns how to undo it. */
export function keepFocusInside(box: HTMLElement, where: string): () => void {
  const turn = (event: KeyboardEvent) => {
    if (event.key !== "Tab" || !matchMedia(where).matches) return;
    const stops = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (element) => element.closest("[inert]") === null && element.checkVisibility(),
    );
    const active = (box.getRootNode() as ShadowRoot).activeElement;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (active !== edge && active !== box) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  box.addEventListener("keydown", turn);
  return () => {
    box.removeEventListener("keydown", turn);
  };
}

/** A phone's keyboard lies over the page: the chat ends above it. Returns how to undo it. */
export function sizeToKeyboard(box: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => undefined;
  const fit = () => {
    box.style.setProperty("--gw-height", `${String(Math.round(view.height))}px`);
    box.style.setProperty("--gw-top", `${String(Math.round(view.offsetTop))}px`);
  };
  fit();
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  return () => {
    view.removeEventListener("resize", fit);
    view.removeEventListener("scroll", fit);
  };
}
