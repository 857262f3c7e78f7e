import type { Look, SessionAnswer } from "@/lib/publication/protocol";
import type { Emitter } from "./client/emitter";
import type { Session } from "./client/session";

/**
 * What the loader and the hosted page give the panel, which is loaded when the chat opens. A browser may keep a loader
 * for an hour after a new version is there: what is added here has to be optional, and nothing is taken away at once.
 */
export interface PanelSetting {
  /** Where it draws: a shadow root, so that the page's styles and ours don't meet. */
  readonly root: ShadowRoot;
  readonly session: Session;
  readonly events: Emitter;
  /** As the visitor last saw it; shown until the session says how it is now. */
  readonly look: Look | null;
  /** Fills the page, with nothing to close. */
  readonly full: boolean;
  /** Where signing in leads back from, on a hosted page. */
  readonly signIn: string | null;
  readonly onClose: () => void;
  /** What is known anew of how it looks. */
  readonly onSession: (answer: SessionAnswer) => void;
}

export interface Panel {
  /** Shows it; with focus in it unless it opens by itself. */
  show(options: { focus: boolean }): void;
  hide(): void;
  ask(question: string): void;
  /** Goes on as the person a signed statement names, or as somebody new. */
  identify(identity: string | null): Promise<void>;
  destroy(): void;
}

export interface PanelModule {
  readonly mountPanel: (setting: PanelSetting) => Panel;
}
