import { Keeper } from "../client/kept";
import { Session } from "../client/session";
import { keepPainted } from "../look/colors";
import type { Look, SessionAnswer } from "@/lib/publication/protocol";
import styles from "./page.css?inline";

export interface Hosted {
  readonly host: HTMLElement;
  readonly session: Session;
  /** As the visitor last saw it. */
  readonly look: Look | null;
  readonly signIn: string | null;
  readonly onSession: (answer: SessionAnswer) => void;
}

/** What a page of ours has before anything is drawn: the element says which publication, and where signing in is. */
export function openHosted(host: HTMLElement, channel: "page" | "form"): Hosted {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
  const { publication = "", signIn = null } = host.dataset;
  const keeper = new Keeper(`groundwork-${channel}:${publication}`);
  const session = new Session({ base: location.origin, publication, channel, keeper });
  takeInvitation(session);
  const look = keeper.read().look ?? null;
  let unpaint = keepPainted(host, look ?? { accent: null, theme: "auto" });
  const onSession = ({ look: current }: SessionAnswer) => {
    document.title = current.title;
    unpaint();
    unpaint = keepPainted(host, current);
  };
  return { host, session, look, signIn, onSession };
}

/** A link made for one person has its secret after the `#`, where no server or log sees it; nor does the address bar. */
function takeInvitation(session: Session): void {
  const brought = new URLSearchParams(location.hash.slice(1));
  const invitation = brought.get("invitation");
  const signIn = brought.get("sign-in");
  if (!invitation && !signIn) return;
  if (invitation) session.invite(invitation);
  if (signIn) session.enterBy(signIn);
  history.replaceState(null, "", location.pathname);
}
