import { Emitter } from "../client/emitter";
import { Keeper } from "../client/kept";
import { Session } from "../client/session";
import { keepPainted } from "../look/colors";
import type { PanelModule } from "../panel-contract";
import styles from "./page.css?inline";

/**
 * The hosted page: the same chat over the whole window. The element it is put into says which publication, and where
 * signing in is.
 */
async function start(host: HTMLElement): Promise<void> {
  const panelModule = import(new URL(PANEL_FILE, import.meta.url).href) as Promise<PanelModule>;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
  const { publication = "", signIn = null } = host.dataset;
  const session = new Session({
    base: location.origin,
    publication,
    channel: "page",
    keeper: new Keeper(`groundwork-page:${publication}`),
  });
  takeInvitation(session);
  const look = session.keeper.read().look ?? null;
  const plain = { accent: null, theme: "auto" } as const;
  let unpaint = keepPainted(host, look ?? plain);
  const { mountPanel } = await panelModule;
  const panel = mountPanel({
    root: host.attachShadow({ mode: "open" }),
    session,
    events: new Emitter(),
    look,
    full: true,
    signIn,
    onClose: () => undefined,
    onSession: ({ look: current }) => {
      document.title = current.title;
      unpaint();
      unpaint = keepPainted(host, current);
    },
  });
  panel.show({ focus: true });
}

/** A link made for one person has its secret after the `#`, where no server or log sees it; nor does the address bar. */
function takeInvitation(session: Session): void {
  const invitation = new URLSearchParams(location.hash.slice(1)).get("invitation");
  if (!invitation) return;
  session.invite(invitation);
  history.replaceState(null, "", location.pathname);
}

const host = document.querySelector<HTMLElement>("[data-publication]");
if (host) void start(host);
