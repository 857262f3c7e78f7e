import { Emitter } from "../client/emitter";
import { Keeper } from "../client/kept";
import { Session } from "../client/session";
import { keepPainted } from "../look/colors";
import type { PanelModule } from "../panel-contract";

/**
 * The hosted page: the same chat over the whole window. The element it is put into says which publication, and where
 * signing in is.
 */
async function start(host: HTMLElement): Promise<void> {
  const { publication = "", signIn = null } = host.dataset;
  const panelModule = import(new URL(PANEL_FILE, import.meta.url).href) as Promise<PanelModule>;
  const session = new Session({
    base: location.origin,
    publication,
    channel: "page",
    keeper: new Keeper(`groundwork-page:${publication}`),
  });
  const look = session.keeper.read().look ?? null;
  let unpaint = look ? keepPainted(host, look) : () => undefined;
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

const host = document.querySelector<HTMLElement>("[data-publication]");
if (host) void start(host);
