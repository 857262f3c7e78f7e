import type { Channel, SessionAnswer, SessionRequest } from "@/lib/publication/protocol";
import type { Keeper } from "./kept";
import { refusalOf } from "./refused";

/** A token is renewed this long before it ends, so that none runs out on its way. */
const RENEW_BEFORE_MS = 30_000;

export interface SessionOptions {
  /** Where the server is: an origin, and the path it lies at, without a slash at the end. */
  readonly base: string;
  readonly publication: string;
  readonly channel: Channel;
  readonly keeper: Keeper;
}

/**
 * A visitor's session with one publication: gets the token, renews it before it ends and once more when the server says
 * it did, and keeps who the visitor is and which conversation goes on.
 */
export class Session {
  private token = "";
  private endsAt = 0;
  private renewal: Promise<SessionAnswer> | null = null;
  /** What opens the door once; after that the server knows the visitor, also when a statement has run out since. */
  private proof: Pick<SessionRequest, "identity" | "password" | "invitation" | "signIn"> = {};

  constructor(private readonly options: SessionOptions) {}

  /** Where the server is. */
  get server(): string {
    return this.options.base;
  }

  get keeper(): Keeper {
    return this.options.keeper;
  }

  /** Starts or renews the session. Calls at the same time share one request. Throws {@link Refused}. */
  start(): Promise<SessionAnswer> {
    this.renewal ??= this.request().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  /**
   * Goes on as the person a signed statement names, in the conversation so far if it is that person's; null goes on as
   * somebody new. At once unless a start is under way, so that the first start of a page can be as that person.
   */
  async identify(identity: string | null): Promise<SessionAnswer> {
    if (this.renewal) await this.renewal.catch(() => undefined);
    this.proof = { identity: identity ?? undefined };
    if (identity === null) this.forget();
    return this.start();
  }

  async enter(password: string): Promise<SessionAnswer> {
    this.proof = { password };
    return this.start();
  }

  /** With the next start: what a link brought that invited one person. */
  invite(invitation: string): void {
    this.proof = { invitation };
  }

  /** With the next start: what a mailed link brought that works once. */
  enterBy(signIn: string): void {
    this.proof = { signIn };
  }

  /** Has a link mailed to an invited person. Throws {@link Refused}. */
  async askForLink(email: string): Promise<void> {
    const { channel } = this.options;
    const response = await this.fetch("sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ channel, email }),
    });
    if (!response.ok) throw await refusalOf(response);
  }

  /** Begins a conversation of its own; the one so far stays on the server. */
  async startAnew(): Promise<SessionAnswer> {
    await this.renewal?.catch(() => undefined);
    this.keeper.write({ conversationId: undefined });
    return this.start();
  }

  /** The browser no longer knows the visitor or the conversation. */
  forget(): void {
    this.token = "";
    this.keeper.write({ visitor: undefined, conversationId: undefined, batchId: undefined });
  }

  /** Calls an address below the publication with a token that is good. Throws {@link Refused} unless it is answered. */
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    if (this.token === "" || Date.now() > this.endsAt - RENEW_BEFORE_MS) await this.start();
    const response = await this.send(path, init);
    if (response.ok) return response;
    const refusal = await refusalOf(response);
    if (refusal.code !== "token-expired" && refusal.code !== "token-refused") throw refusal;
    await this.start();
    const second = await this.send(path, init);
    if (!second.ok) throw await refusalOf(second);
    return second;
  }

  private send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${this.token}`);
    return this.fetch(path, { ...init, headers });
  }

  private async request(): Promise<SessionAnswer> {
    const { visitor, conversationId } = this.keeper.read();
    const { proof } = this;
    const { channel } = this.options;
    const body: SessionRequest = { channel, visitor, conversationId, ...proof };
    const response = await this.fetch("session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      const refusal = await refusalOf(response);
      const stale = refusal.code === "token-expired" || refusal.code === "token-refused";
      if (!stale || visitor === undefined || proof.identity !== undefined) throw refusal;
      // What was kept is from before keys or rules changed: the visitor is a new one.
      this.forget();
      return this.request();
    }
    const answer = (await response.json()) as SessionAnswer;
    if (this.proof === proof) this.proof = {};
    this.token = answer.token;
    this.endsAt = Date.now() + answer.expiresInMs;
    this.keeper.write({
      visitor: answer.visitor,
      conversationId: answer.conversation.id,
      look: answer.look,
      lookAt: Date.now(),
    });
    return answer;
  }

  private fetch(path: string, init: RequestInit): Promise<Response> {
    const { base, publication, channel } = this.options;
    return fetch(`${base}/api/embed/${encodeURIComponent(publication)}/${path}`, {
      ...init,
      // A widget lives on somebody else's page, where a cookie of ours would say too much; the hosted page signs in.
      credentials: channel === "widget" ? "omit" : "same-origin",
      cache: "no-store",
    });
  }
}
