import type { Look } from "@/lib/publication/protocol";
import { keepPainted } from "../look/colors";
import { languageFor } from "../look/language";
import styles from "./launcher.css?inline";
import { LAUNCHER_WORDS } from "./words";

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M20.5 11.5a8 8 0 0 1-11.6 7.1L4 20l1.4-4.4A8 8 0 1 1 20.5 11.5Z";
const CHEVRON = "m6 9.5 6 6 6-6";

/** How long a line about a problem stays. */
const PROBLEM_MS = 8_000;

/**
 * The button in the corner, in a shadow root of its own that is also the panel's. Made of the browser's own means, so
 * that a page which nobody chats on loads next to nothing.
 */
export class Launcher {
  readonly host = document.createElement("div");
  readonly root = this.host.attachShadow({ mode: "open" });
  private readonly button = document.createElement("button");
  private readonly problem = document.createElement("p");
  private unpaint: () => void = () => undefined;
  private look: Look | null = null;
  private expanded = false;
  private unread = false;

  constructor(private readonly onClick: () => void) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.root.adoptedStyleSheets = [sheet];
    this.host.dataset.groundwork = "";
    this.button.type = "button";
    this.button.className = "launcher";
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.append(icon("bubble", BUBBLE), icon("down", CHEVRON));
    this.button.addEventListener("click", () => {
      this.onClick();
    });
    this.problem.className = "problem";
    this.problem.setAttribute("role", "status");
    this.root.append(this.button, this.problem);
  }

  /** Puts it on the page, and back when the page replaces its body. */
  attach(): () => void {
    const place = () => {
      if (this.host.parentNode !== document.body) document.body.append(this.host);
    };
    place();
    const watch = new MutationObserver(place);
    watch.observe(document.documentElement, { childList: true });
    watch.observe(document.body, { childList: true });
    return () => {
      watch.disconnect();
      this.unpaint();
      this.host.remove();
    };
  }

  get side(): Look["position"] | null {
    return this.look?.position ?? null;
  }

  /** Which of the chats on its side it is, from the corner inwards. */
  stand(order: number): void {
    this.host.style.setProperty("--gw-order", String(order));
  }

  show(look: Look): void {
    this.look = look;
    this.unpaint();
    this.unpaint = keepPainted(this.host, look);
    this.host.dataset.side = look.position;
    this.host.dataset.shown = "";
    this.label();
  }

  setExpanded(expanded: boolean): void {
    this.expanded = expanded;
    if (expanded) this.unread = false;
    this.host.toggleAttribute("data-open", expanded);
    this.label();
  }

  setBusy(busy: boolean): void {
    this.button.toggleAttribute("data-busy", busy);
  }

  /** An answer came while the chat was closed. */
  markUnread(): void {
    if (this.expanded) return;
    this.unread = true;
    this.label();
  }

  focus(): void {
    this.button.focus();
  }

  /** Says that the chat could not be loaded. */
  sayFailed(): void {
    this.problem.textContent = this.words().failed;
    setTimeout(() => {
      this.problem.textContent = "";
    }, PROBLEM_MS);
  }

  private label(): void {
    const words = this.words();
    const parts = [this.expanded ? words.close : words.open, this.look?.title];
    if (this.unread) parts.push(words.unread);
    this.button.setAttribute("aria-label", parts.filter(Boolean).join(" · "));
    this.button.setAttribute("aria-expanded", String(this.expanded));
    this.button.toggleAttribute("data-unread", this.unread);
  }

  private words() {
    const language = languageFor([this.look?.language, ...navigator.languages]);
    this.host.lang = language;
    return LAUNCHER_WORDS[language];
  }
}

function icon(name: string, shape: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", name);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", shape);
  svg.append(path);
  return svg;
}
