import { Emitter, type ChatEvent, type Listener } from "../client/emitter";
import { Keeper } from "../client/kept";
import { isRefused } from "../client/refused";
import { Session } from "../client/session";
import type { Panel, PanelModule } from "../panel-contract";
import type { Look } from "@/lib/publication/protocol";
import { Launcher } from "./launcher";

/** A look that a page before has fetched is shown without asking for so long. */
const LOOK_GOOD_MS = 60 * 60 * 1000;
const TRY_AGAIN_MS = [3_000, 15_000, 60_000];

export interface ChatOptions {
  readonly publication: string;
  /** Where the server is, without a slash at the end. */
  readonly base: string;
  readonly loadPanel: () => Promise<PanelModule>;
  /** Before it opens, so that others close. */
  readonly onOpen: () => void;
  /** Whenever where it stands has to be settled anew. */
  readonly onShown: () => void;
}

/** One publication's chat on a page. Shows nothing unless the server lets this page have it. */
export class Chat {
  private readonly events = new Emitter();
  private readonly keeper: Keeper;
  private readonly session: Session;
  private readonly launcher: Launcher;
  private ready: Promise<Look>;
  private attached = false;
  private panel: Promise<Panel> | null = null;
  private opened = false;
  private gone = false;
  private detach: () => void = () => undefined;

  constructor(private readonly options: ChatOptions) {
    const { publication, base } = options;
    this.keeper = new Keeper(`groundwork:${publication}`);
    this.session = new Session({ base, publication, channel: "widget", keeper: this.keeper });
    this.launcher = new Launcher(() => {
      if (this.opened) this.close();
      else this.open();
    });
    this.events.on("answer", () => {
      this.launcher.markUnread();
    });
    // Not before the page could say who its visitor is.
    this.ready = Promise.resolve().then(() => this.begin());
    this.ready.catch(() => undefined);
  }

  /** On which side of the page its button is; null while there is none. */
  get side(): Look["position"] | null {
    return this.attached && !this.gone ? this.launcher.side : null;
  }

  /** How many chats stand between it and the corner. */
  stand(order: number): void {
    this.launcher.stand(order);
  }

  /** Opens the chat, as soon as it is there. */
  open(): void {
    void this.show({ focus: true });
  }

  close(): void {
    if (!this.opened) return;
    this.opened = false;
    this.keeper.write({ open: false });
    this.launcher.setExpanded(false);
    void this.panel?.then((panel) => {
      panel.hide();
    });
    // Focus goes back where it came from, unless it is elsewhere on the page already.
    if (this.launcher.root.activeElement) this.launcher.focus();
    this.events.emit("close", undefined);
  }

  /** Opens the chat and asks. */
  ask(question: string): void {
    void this.show({ focus: true }).then((panel) => panel?.ask(question));
  }

  /**
   * Says who the visitor is: a statement signed by the page's own server with the publication's key. null goes on as
   * somebody new, such as after signing out.
   */
  async identify(identity: string | null): Promise<void> {
    const panel = await this.panel;
    if (panel) return panel.identify(identity);
    await this.session.identify(identity);
    // It was refused before, where visitors have to be known.
    if (!this.attached) {
      this.ready = this.begin();
      await this.ready;
    }
  }

  /** Listens to what happens; returns how to stop. */
  on<E extends ChatEvent>(event: E, listener: Listener<E>): () => void {
    return this.events.on(event, listener);
  }

  /** Takes it off the page; what was said stays with the server and is there again after the next start. */
  destroy(): void {
    if (this.gone) return;
    this.gone = true;
    void this.panel?.then((panel) => {
      panel.destroy();
    });
    this.detach();
    this.events.emit("destroy", undefined);
  }

  private async begin(): Promise<Look> {
    const { look, lookAt = 0, open } = this.keeper.read();
    const known = look && Date.now() - lookAt < LOOK_GOOD_MS ? look : null;
    const current = known ?? (await this.fetchLook());
    if (this.gone || this.attached) return current;
    this.attached = true;
    this.detach = this.launcher.attach();
    this.showLook(current);
    this.launcher.root.addEventListener("pointerenter", () => void this.loadAhead(), true);
    this.launcher.root.addEventListener("focusin", () => void this.loadAhead());
    this.events.emit("ready", undefined);
    // A phone's whole screen is not taken without being asked.
    if (open && matchMedia("(min-width: 480px)").matches) void this.show({ focus: false });
    return current;
  }

  private showLook(look: Look): void {
    this.launcher.show(look);
    this.options.onShown();
  }

  /** Asks the server how it looks; a page that may not have it gets nothing but a line for its developer. */
  private async fetchLook(): Promise<Look> {
    for (let attempt = 0; ; attempt++) {
      try {
        return (await this.session.start()).look;
      } catch (error) {
        const wait = TRY_AGAIN_MS[attempt];
        const passing = !isRefused(error) || error.code === "unavailable";
        if (!passing || wait === undefined || this.gone) {
          const code = isRefused(error) ? error.code : "unavailable";
          console.warn(
            `Groundwork: no chat on this page (${code}). Is its origin, ${location.origin}, among those that were allowed, and can the server be reached?`,
            error,
          );
          this.events.emit("problem", { code });
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  private async show({ focus }: { focus: boolean }): Promise<Panel | null> {
    const look = await this.ready.catch(() => null);
    if (!look || this.gone) return null;
    this.launcher.setBusy(true);
    try {
      this.panel ??= this.makePanel(look);
      const panel = await this.panel;
      if (!this.opened) {
        this.options.onOpen();
        this.opened = true;
        this.keeper.write({ open: true });
        this.launcher.setExpanded(true);
        this.events.emit("open", undefined);
      }
      panel.show({ focus });
      return panel;
    } catch (error) {
      this.panel = null;
      this.launcher.sayFailed();
      console.warn(`Groundwork: the chat could not be loaded. ${String(error)}`);
      this.events.emit("problem", { code: "unavailable" });
      return null;
    } finally {
      this.launcher.setBusy(false);
    }
  }

  /** The panel is fetched while the pointer is on its way to the click. */
  private async loadAhead(): Promise<void> {
    await this.options.loadPanel().catch(() => undefined);
  }

  private async makePanel(look: Look): Promise<Panel> {
    const { mountPanel } = await this.options.loadPanel();
    return mountPanel({
      root: this.launcher.root,
      session: this.session,
      events: this.events,
      look,
      full: false,
      signIn: null,
      onClose: () => {
        this.close();
      },
      onSession: (answer) => {
        this.showLook(answer.look);
      },
    });
  }
}
