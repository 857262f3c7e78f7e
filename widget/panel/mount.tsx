/** @jsxImportSource preact */
import { render } from "preact";
import { languageFor } from "../look/language";
import type { Panel, PanelSetting } from "../panel-contract";
import { WORDS } from "../words/of-language";
import { ChatPanel } from "./chat-panel";
import { WordsContext } from "./context";
import { Conversation } from "./conversation";
import styles from "./panel.css?inline";
import { keepFocusInside, keepToItself, sizeToKeyboard } from "./surroundings";

const PHONE = "(max-width: 479px), (max-height: 419px)";

/** One sheet for all panels of a page. */
let sheet: CSSStyleSheet | null = null;

/** Draws the chat into a shadow root and starts the session. */
export function mountPanel(setting: PanelSetting): Panel {
  const { root, full } = setting;
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const box = document.createElement(full ? "main" : "div");
  box.className = full ? "panel full" : "panel";
  box.tabIndex = -1;
  root.append(box);

  const conversation = new Conversation(setting);
  const draw = () => {
    const shown = conversation.current;
    const language = languageFor([shown.look?.language, ...navigator.languages]);
    const words = WORDS[language];
    box.lang = language;
    if (!full) label(box, shown.look?.title ?? words.conversation);
    render(
      <WordsContext.Provider value={words}>
        <ChatPanel setting={setting} conversation={conversation} shown={shown} />
      </WordsContext.Provider>,
      box,
    );
  };
  const undo = [
    conversation.watch(draw),
    keepToItself(box),
    sizeToKeyboard(box),
    full ? () => undefined : keepFocusInside(box, PHONE),
  ];
  draw();
  void conversation.start();
  return {
    show: ({ focus }) => {
      box.hidden = false;
      draw();
      if (focus) focusIn(box);
    },
    hide: () => {
      box.hidden = true;
    },
    ask: (question) => {
      conversation.ask(question);
    },
    identify: (identity) => conversation.identify(identity),
    destroy: () => {
      for (const step of undo) step();
      conversation.leave();
      render(null, box);
      box.remove();
    },
  };
}

function label(box: HTMLElement, title: string): void {
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", title);
  box.ariaModal = String(matchMedia(PHONE).matches);
}

/** To where one can go on. On a phone not into the field: its keyboard would cover what there is to read. */
function focusIn(box: HTMLElement): void {
  const target = matchMedia("(pointer: coarse)").matches
    ? box
    : box.querySelector<HTMLElement>("[data-focus]");
  (target ?? box).focus({ preventScroll: true });
}
