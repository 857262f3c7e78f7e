import type { Session } from "../context";

/** What a request says about where it comes from, as the adapter read it. */
export interface Caller {
  /** Of the page that calls, as the browser says; null where it doesn't. */
  readonly origin: string | null;
  /** Whether it comes from our own pages. */
  readonly ownPage: boolean;
  readonly ip: string;
  /** Reads who is signed in here; for our own pages only. */
  readonly session: () => Promise<Session | null>;
}
