import { createHash, randomBytes } from "node:crypto";

/** Whom an access token speaks for and what it may. */
export interface Session {
  /** A person's id or address; null for the app itself. */
  readonly subject: string | null;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

interface Code extends Session {
  readonly redirectUri: string;
  readonly challenge: string | null;
}

/** Codes, access tokens and refresh tokens of an authorisation server. Nothing outlives the process. */
export class Grants {
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, Session & { expiresAt: number }>();
  readonly #refresh = new Map<string, Session>();
  /** Seconds; also what replies say. */
  lifetime = 3599;

  code(code: Code): string {
    const value = randomBytes(16).toString("base64url");
    this.#codes.set(value, code);
    return value;
  }

  /** The session of a code, which works once, from the same place and with the verifier of its challenge. */
  redeem(
    code: string,
    { redirectUri, verifier }: { redirectUri: string; verifier: string | null },
  ): Session | null {
    const held = this.#codes.get(code);
    this.#codes.delete(code);
    if (!held || held.redirectUri !== redirectUri) return null;
    if (held.challenge !== null) {
      const hashed = createHash("sha256")
        .update(verifier ?? "")
        .digest("base64url");
      if (hashed !== held.challenge) return null;
    }
    return held;
  }

  /** Remembers a token that the service made; it ends after {@link lifetime}. */
  access(token: string, session: Session): void {
    this.#access.set(token, { ...session, expiresAt: Date.now() + this.lifetime * 1000 });
  }

  refreshToken(session: Session): string {
    const value = randomBytes(24).toString("base64url");
    this.#refresh.set(value, session);
    return value;
  }

  refreshed(token: string): Session | null {
    return this.#refresh.get(token) ?? null;
  }

  /** Ends one refresh token, as rotation does. */
  forget(token: string): void {
    this.#refresh.delete(token);
  }

  /** The session of `Bearer …`; null when it is unknown or over. */
  session(authorization: string | undefined): Session | null {
    const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? "";
    const held = this.#access.get(token);
    return held && held.expiresAt > Date.now() ? held : null;
  }

  /** As after an hour. */
  expireAccess(): void {
    this.#access.clear();
  }

  /** As after a change of the password, or when consent was taken back. */
  revoke(subject: string | null): void {
    for (const [token, session] of this.#refresh)
      if (session.subject === subject) this.#refresh.delete(token);
    for (const [token, session] of this.#access)
      if (session.subject === subject) this.#access.delete(token);
  }

  /** What the holder of either kind of token gives back; false when it is unknown. */
  revokeToken(token: string): boolean {
    const session = this.#refresh.get(token) ?? this.#access.get(token);
    if (session) this.revoke(session.subject);
    return session !== undefined;
  }
}

/** A page on which a person agrees or declines; for browsers under test. */
export function consentPage({
  title,
  accept,
  decline,
}: Readonly<Record<"title" | "accept" | "decline", string>>): string {
  const escaped = (text: string) =>
    text.replace(/[&<>"]/g, (char) => `&#${String(char.charCodeAt(0))};`);
  return `<!doctype html><html lang="en"><title>${escaped(title)}</title><main><h1>${escaped(title)}</h1>
<p><a href="${escaped(accept)}">Accept</a> <a href="${escaped(decline)}">Cancel</a></p></main></html>`;
}

/** `uri` with these parameters added. */
export function withQuery(uri: string, query: Readonly<Record<string, string | null>>): string {
  const url = new URL(uri);
  for (const [key, value] of Object.entries(query))
    if (value !== null) url.searchParams.set(key, value);
  return url.href;
}
