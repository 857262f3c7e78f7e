/** @jsxImportSource preact */
import { render } from "preact";
import { Emitter } from "../client/emitter";
import { languageFor } from "../look/language";
import { openHosted } from "../page/hosted";
import { WordsContext } from "../panel/context";
import { Conversation } from "../panel/conversation";
import panelStyles from "../panel/panel.css?inline";
import { WORDS } from "../words/of-language";
import formStyles from "./form.css?inline";
import { FormPanel } from "./form-panel";
import { FORM_WORDS, FormWordsContext } from "./form-words";

/** The form over the whole window; answers come below it, as in the chat. */
function start(element: HTMLElement): void {
  const { host, session, look, signIn, onSession } = openHosted(element, "form");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [panelStyles, formStyles].map((styles) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    return sheet;
  });
  const box = document.createElement("main");
  box.className = "panel full";
  root.append(box);
  const conversation = new Conversation({ session, events: new Emitter(), look, onSession });
  const draw = () => {
    const shown = conversation.current;
    const language = languageFor([shown.look?.language, ...navigator.languages]);
    box.lang = language;
    render(
      <WordsContext.Provider value={WORDS[language]}>
        <FormWordsContext.Provider value={FORM_WORDS[language]}>
          <FormPanel session={session} signIn={signIn} conversation={conversation} shown={shown} />
        </FormWordsContext.Provider>
      </WordsContext.Provider>,
      box,
    );
  };
  conversation.watch(draw);
  draw();
  void conversation.start();
}

const element = document.querySelector<HTMLElement>("[data-publication]");
if (element) start(element);
