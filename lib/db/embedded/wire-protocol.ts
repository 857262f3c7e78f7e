/** What a PostgreSQL client sent, cut where the server may act on it. */
export type FrontendUnit =
  | { readonly kind: "encryption-request" }
  | { readonly kind: "cancel-request" }
  | { readonly kind: "startup"; readonly bytes: Uint8Array }
  | { readonly kind: "password"; readonly password: string }
  /** Whole messages up to and including one the client waits for an answer to (Query, Sync, Flush, FunctionCall). */
  | { readonly kind: "batch"; readonly bytes: Uint8Array; readonly flushOnly: boolean }
  | { readonly kind: "terminate" };

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const type = (letter: string) => letter.charCodeAt(0);
const PASSWORD = type("p");
const TERMINATE = type("X");
const FLUSH = type("H");
const PARSE = type("P");
const BIND = type("B");
const DESCRIBE = type("D");
const CLOSE = type("C");
const STATEMENT = type("S");
const ANSWERED = new Set([type("Q"), type("S"), type("F"), FLUSH]);

/**
 * Cuts the byte stream of one client into units. Messages between two answers belong together (Parse, Bind, Execute
 * and Sync use one unnamed statement), so they are handed over as one batch and never interleaved with another
 * client's. Throws on a message that is larger than 256 MB or malformed; the connection can't go on after that.
 */
export class FrontendReader {
  private chunks: Buffer[] = [];
  private buffered = 0;
  private batch: Buffer[] = [];
  private started = false;
  /** Prepared statements that the client has, under the names that the engine knows them by. */
  readonly statements = new Set<string>();

  /** `prefix` sets the names of this client's prepared statements apart from those of others. */
  constructor(private readonly prefix = "") {}

  /** Adds received bytes and returns the units they complete, in order. */
  push(chunk: Buffer): FrontendUnit[] {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    const units: FrontendUnit[] = [];
    for (let unit = this.next(); unit !== null; unit = this.next()) {
      if (unit !== "more-of-batch") units.push(unit);
    }
    return units;
  }

  private next(): FrontendUnit | "more-of-batch" | null {
    return this.started ? this.nextMessage() : this.nextStartup();
  }

  private nextStartup(): FrontendUnit | null {
    const bytes = this.take(0);
    if (bytes === null) return null;
    switch (bytes.length >= 8 ? bytes.readInt32BE(4) : 0) {
      case SSL_REQUEST:
      case GSS_REQUEST:
        return { kind: "encryption-request" };
      case CANCEL_REQUEST:
        return { kind: "cancel-request" };
      default:
        this.started = true;
        return { kind: "startup", bytes: copy(bytes) };
    }
  }

  private nextMessage(): FrontendUnit | "more-of-batch" | null {
    const bytes = this.take(1);
    if (bytes === null) return null;
    const letter = bytes[0] ?? 0;
    if (letter === TERMINATE) return { kind: "terminate" };
    if (letter === PASSWORD)
      return { kind: "password", password: bytes.toString("utf8", 5, bytes.length - 1) };
    this.batch.push(this.withOwnNames(letter, bytes));
    if (!ANSWERED.has(letter)) return "more-of-batch";
    const whole = Buffer.concat(this.batch);
    this.batch = [];
    return { kind: "batch", bytes: copy(whole), flushOnly: letter === FLUSH };
  }

  /** The same message, with the name of a prepared statement as this client's own. */
  private withOwnNames(letter: number, bytes: Buffer): Buffer {
    const at = nameAt(letter, bytes);
    if (at === null || this.prefix === "" || bytes[at] === 0) return bytes;
    const name = this.prefix + bytes.toString("utf8", at, bytes.indexOf(0, at));
    if (letter === PARSE) this.statements.add(name);
    if (letter === CLOSE) this.statements.delete(name);
    const own = Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(this.prefix),
      bytes.subarray(at),
    ]);
    own.writeInt32BE(own.length - 1, 1);
    return own;
  }

  /** The next whole message, whose length field stands at `lengthAt`; null while bytes are missing. */
  private take(lengthAt: number): Buffer | null {
    if (this.buffered < lengthAt + 4) return null;
    const head = this.peek(lengthAt + 4);
    const length = head.readInt32BE(lengthAt);
    if (length < 4 || length > MAX_MESSAGE_BYTES)
      throw new Error(`Unreadable message of ${String(length)} bytes.`);
    const total = lengthAt + length;
    if (this.buffered < total) return null;
    const all =
      this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
    const rest = all.subarray(total);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.buffered = rest.length;
    return all.subarray(0, total);
  }

  /** The first bytes without joining all chunks, which would be quadratic for a large message. */
  private peek(count: number): Buffer {
    const [first] = this.chunks;
    if (first && first.length >= count) return first;
    const all = Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}

/** Where a message names a prepared statement; null for messages that name none. */
function nameAt(letter: number, bytes: Buffer): number | null {
  switch (letter) {
    case PARSE:
      return 5;
    case BIND:
      return bytes.indexOf(0, 5) + 1;
    case DESCRIBE:
    case CLOSE:
      return bytes[5] === STATEMENT ? 6 : null;
    default:
      return null;
  }
}

/** A batch that lets go of prepared statements, also of such as are not there. */
export function closeStatements(names: Iterable<string>): Uint8Array {
  const messages = [...names].map((name) => {
    const message = Buffer.from(`\0\0\0\0\0S${name}\0`);
    message[0] = CLOSE;
    message.writeInt32BE(message.length - 1, 1);
    return message;
  });
  return copy(Buffer.concat([...messages, Buffer.from([type("S"), 0, 0, 0, 4])]));
}

/** A plain array of its own: the engine keeps a reference while it runs. */
function copy(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes);
}

/** AuthenticationCleartextPassword. */
export const ASK_PASSWORD = Buffer.from([type("R"), 0, 0, 0, 8, 0, 0, 0, 3]);
/** "No" to an offer of TLS or GSS encryption. */
export const REFUSE_ENCRYPTION = Buffer.from("N");

/** A FATAL ErrorResponse with an SQLSTATE; the connection is closed after it. */
export function fatalError(sqlState: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head[0] = type("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
