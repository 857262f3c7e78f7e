import type { PanelModule } from "../panel-contract";
import { Chat } from "./chat";

/**
 * The one name on the page. A page may put functions into an array of that name before this file is there; each is then
 * called with the first chat: `(window.Groundwork ||= []).push((chat) => chat.open())`.
 */
declare global {
  interface Window {
    Groundwork?: Groundwork | Waiting[];
  }
}

type Waiting = (chat: Chat) => void;

interface Start {
  readonly publication: string;
  /** Of a server elsewhere than this file. */
  readonly base?: string;
}

interface Groundwork extends Pick<Chat, "open" | "close" | "ask" | "identify" | "on" | "destroy"> {
  /** The chat of a publication that is on the page; the first of all without a name. */
  chat(publication?: string): Chat | undefined;
  /** Puts a publication's chat on the page, such as after `destroy`; the one that is there if it is. */
  start(options: Start): Chat;
  push(waiting: Waiting): void;
}

const script = ownScript();
const folder = new URL(".", script?.src ?? location.href);
const chats = new Map<string, Chat>();
const pending: Waiting[] = [];
let panel: Promise<PanelModule> | null = null;

function loadPanel(): Promise<PanelModule> {
  panel ??= (import(new URL(PANEL_FILE, folder).href) as Promise<PanelModule>).catch(
    (error: unknown) => {
      panel = null;
      throw error;
    },
  );
  return panel;
}

function start({ publication, base = new URL("..", folder).href }: Start): Chat {
  const there = chats.get(publication);
  if (there) return there;
  const chat = new Chat({
    publication,
    base: base.replace(/\/+$/, ""),
    loadPanel,
    onShown: arrange,
    onOpen: () => {
      for (const other of chats.values()) if (other !== chat) other.close();
    },
  });
  chats.set(publication, chat);
  chat.on("destroy", () => {
    chats.delete(publication);
    arrange();
  });
  for (const waiting of pending.splice(0)) waiting(chat);
  return chat;
}

/** Side by side in the order of their scripts; one that the page may not have takes no place. */
function arrange(): void {
  const taken = { left: 0, right: 0 };
  for (const chat of chats.values()) if (chat.side) chat.stand(taken[chat.side]++);
}

/** The script of a page, however it was put there; a module has no `currentScript`. */
function ownScript(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement) return current;
  return document.querySelector<HTMLScriptElement>('script[src*="/widget/v1.js"]');
}

function first(): Chat {
  const [chat] = chats.values();
  if (!chat) throw new Error("Groundwork: there is no chat on this page.");
  return chat;
}

const api: Groundwork = {
  chat: (publication) =>
    publication === undefined ? [...chats.values()][0] : chats.get(publication),
  start,
  push: (waiting) => {
    const [chat] = chats.values();
    if (chat) waiting(chat);
    else pending.push(waiting);
  },
  open: () => {
    first().open();
  },
  close: () => {
    first().close();
  },
  ask: (question) => {
    first().ask(question);
  },
  identify: (identity) => first().identify(identity),
  on: (event, listener) => first().on(event, listener),
  destroy: () => {
    first().destroy();
  },
};

/** After the page: what it needs for itself comes first. */
function whenLoaded(work: () => void): void {
  if (document.readyState === "complete") work();
  else addEventListener("load", work, { once: true });
}

const before = window.Groundwork;
// The same file a second time, for another publication or by mistake, adds to what is there.
const shared = before && !Array.isArray(before) ? before : api;
if (shared === api) {
  window.Groundwork = api;
  pending.push(...(Array.isArray(before) ? before : []));
}
const publication = script?.dataset.publication;
if (publication) {
  whenLoaded(() => {
    shared.start({ publication, base: new URL("..", folder).href });
  });
}
