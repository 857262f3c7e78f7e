import { timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { Turns } from "./turns";
import {
  ASK_PASSWORD,
  closeStatements,
  fatalError,
  FrontendReader,
  type FrontendUnit,
  REFUSE_ENCRYPTION,
} from "./wire-protocol";

/** A database engine that answers one batch of wire messages at a time. */
export interface WireEngine {
  /** Answers a startup message or a batch; `onData` may be called several times and must copy what it gets. */
  answer(bytes: Uint8Array, onData: (data: Uint8Array) => void): Promise<void>;
  inTransaction(): boolean;
  /** Ends whatever a client that went away left open, half-sent batches included. */
  rollback(): Promise<void>;
}

export interface WireServerOptions {
  readonly engine: WireEngine;
  /** Every client has to give it; the address is reachable by every user of this machine. */
  readonly password: string;
  readonly maxConnections?: number;
  /** Milliseconds after which a silent open transaction is rolled back and its client dropped. */
  readonly idleInTransactionMs?: number;
  /** The engine broke down and can't be used any more. */
  readonly onFatal: (error: Error) => void;
}

export interface WireServer {
  readonly port: number;
  /** Drops all clients (open transactions are rolled back) and stops listening. */
  stop(): Promise<void>;
}

/**
 * Serves a single-session engine to many PostgreSQL clients on 127.0.0.1, on a free port.
 *
 * What clients share, because the engine has one session: SET, temporary tables, session advisory locks. Prepared
 * statements are each client's own, as long as they go by the protocol and not by PREPARE. Transactions don't overlap: while one is open, all others wait. CancelRequest is ignored.
 */
export async function startWireServer(options: WireServerOptions): Promise<WireServer> {
  const shared: Shared = {
    options,
    turns: new Turns<Client>(() => options.engine.inTransaction()),
    clients: new Set(),
    numbers: 0,
  };
  const server = createServer((socket) => {
    if (shared.clients.size >= (options.maxConnections ?? 64)) {
      socket.end(fatalError("53300", "Too many connections."));
      return;
    }
    shared.clients.add(new Client(socket, shared));
  });
  const port = await listen(server);
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([...shared.clients].map((client) => client.close()));
      await closed;
    },
  };
}

interface Shared {
  readonly options: WireServerOptions;
  readonly turns: Turns<Client>;
  readonly clients: Set<Client>;
  /** Clients there have been. */
  numbers: number;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("No port."));
      else resolve(address.port);
    });
  });
}

class Client {
  private readonly reader: FrontendReader;
  private units: FrontendUnit[] = [];
  private busy = false;
  private closed = false;
  private startup: Uint8Array | null = null;
  private admitted = false;
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly shared: Shared,
  ) {
    this.reader = new FrontendReader(`${(shared.numbers += 1).toString(36)}_`);
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.receive(chunk);
    });
    socket.on("error", () => void this.close());
    socket.on("close", () => void this.close());
  }

  /** Ends this client; what it left open is rolled back before anybody else gets a turn. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.idleTimer);
    this.units = [];
    this.shared.clients.delete(this);
    this.socket.destroySoon();
    if (!this.busy) await this.release();
  }

  private async release(): Promise<void> {
    const { turns, options } = this.shared;
    await turns.leave(this, () => options.engine.rollback());
    const { statements } = this.reader;
    if (statements.size === 0) return;
    const bytes = closeStatements(statements);
    statements.clear();
    // An engine that can't any more has forgotten them, too.
    const letGo = () => options.engine.answer(bytes, () => undefined);
    await turns.take(this, letGo).catch(() => undefined);
  }

  private receive(chunk: Buffer): void {
    if (this.closed) return;
    try {
      this.units.push(...this.reader.push(chunk));
    } catch {
      void this.refuse("08P01", "Unreadable message.");
      return;
    }
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.idleTimer);
    try {
      for (let unit = this.units.shift(); unit && !this.closed; unit = this.units.shift())
        await this.handle(unit);
    } catch (error) {
      this.shared.options.onFatal(error instanceof Error ? error : new Error(String(error)));
    }
    this.busy = false;
    if (this.closed) await this.release();
    else if (this.shared.turns.kept === this) this.watchIdle();
  }

  private async handle(unit: FrontendUnit): Promise<void> {
    switch (unit.kind) {
      case "encryption-request":
        this.socket.write(REFUSE_ENCRYPTION);
        return;
      case "cancel-request":
      case "terminate":
        return this.close();
      case "startup":
        this.startup = unit.bytes;
        this.socket.write(ASK_PASSWORD);
        return;
      case "password":
        return this.admit(unit.password);
      case "batch":
        if (!this.admitted) return this.refuse("28000", "Sign in first.");
        return this.run(unit.bytes, unit.flushOnly);
    }
  }

  private async admit(password: string): Promise<void> {
    if (this.startup === null || !equal(password, this.shared.options.password)) {
      return this.refuse("28P01", "Wrong password.");
    }
    this.admitted = true;
    await this.run(this.startup, false);
  }

  private run(bytes: Uint8Array, keep: boolean): Promise<void> {
    const { turns, options } = this.shared;
    const send = (data: Uint8Array) => {
      if (!this.closed) this.socket.write(Buffer.from(data));
    };
    // A client that left while it waited has nothing to say any more.
    const work = async () => {
      if (!this.closed) await options.engine.answer(bytes, send);
    };
    return turns.take(this, work, keep);
  }

  private async refuse(sqlState: string, message: string): Promise<void> {
    this.socket.end(fatalError(sqlState, message));
    await this.close();
  }

  private watchIdle(): void {
    const { idleInTransactionMs = 60_000 } = this.shared.options;
    this.idleTimer = setTimeout(() => {
      void this.refuse("25P03", "The transaction was idle for too long.");
    }, idleInTransactionMs);
  }
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
