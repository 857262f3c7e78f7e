import { Emitter } from "../client/emitter";
import type { PanelModule } from "../panel-contract";
import { openHosted } from "./hosted";

/** The hosted page: the same chat over the whole window. */
async function start(element: HTMLElement): Promise<void> {
  const panelModule = import(new URL(PANEL_FILE, import.meta.url).href) as Promise<PanelModule>;
  const { host, ...hosted } = openHosted(element, "page");
  const { mountPanel } = await panelModule;
  const panel = mountPanel({
    ...hosted,
    root: host.attachShadow({ mode: "open" }),
    events: new Emitter(),
    full: true,
    onClose: () => undefined,
  });
  panel.show({ focus: true });
}

const element = document.querySelector<HTMLElement>("[data-publication]");
if (element) void start(element);
