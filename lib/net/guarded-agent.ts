import dns from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, Dispatcher } from "undici";
import { normalizeHost } from "./allow-list";
import { blocked, checkTarget, mayConnect, type Policy } from "./target";

/** The callback form of `dns.lookup` with `all: true`. */
export type Lookup = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

interface AgentOptions {
  readonly trusted: boolean;
  readonly connectTimeoutMs: number;
  readonly lookup: Lookup;
}

/**
 * An undici agent that judges an address three times: an IP literal before connecting (DNS isn't asked for those),
 * every answer of DNS (one bad answer refuses the name), and the peer of the finished connection (in case anything
 * between chose otherwise). It takes no proxy from the environment.
 */
function createAgent({ trusted, connectTimeoutMs, lookup }: AgentOptions): Agent {
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    lookup: filtered(lookup, trusted),
  });
  return new Agent({
    connect(options, callback) {
      const host = normalizeHost(options.hostname);
      if (!mayConnect(host, trusted)) {
        callback(blocked(host, "address"), null);
        return;
      }
      connect(options, (...[error, socket]) => {
        if (error !== null) {
          callback(error, null);
        } else if (
          socket.remoteAddress === undefined ||
          !mayConnect(socket.remoteAddress, trusted)
        ) {
          socket.destroy();
          callback(blocked(host, "address"), null);
        } else {
          callback(null, socket);
        }
      });
    },
  });
}

/** A lookup whose answers are judged: one bad answer refuses the name. */
export function filtered(lookup: Lookup, trusted: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) {
        callback(error ?? notFound(hostname), [], 0);
      } else if (
        !addresses.every(({ address }) => isIP(address) !== 0 && mayConnect(address, trusted))
      ) {
        callback(blocked(normalizeHost(hostname), "address"), [], 0);
      } else if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`No address for ${hostname}`), { code: "ENOTFOUND" });
}

/**
 * The connections of one process. Requests to hosts that an administrator opened run over other connections than
 * the rest: a pooled connection to a private peer can't serve someone who was not allowed to open it.
 */
export class GuardedPool {
  readonly #agents = new Map<string, Agent>();
  readonly lookup: Lookup;

  constructor(lookup: Lookup = dns.lookup) {
    this.lookup = lookup;
  }

  /** `connectTimeoutMs` makes a pool of its own, so callers use a few fixed values. */
  agent(trusted: boolean, connectTimeoutMs: number): Agent {
    const key = `${String(trusted)} ${String(connectTimeoutMs)}`;
    const known = this.#agents.get(key);
    if (known) return known;
    const agent = createAgent({ trusted, connectTimeoutMs, lookup: this.lookup });
    this.#agents.set(key, agent);
    return agent;
  }

  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }
}

/** A dispatcher for undici or fetch that judges every request's origin and picks the right connections for it. */
export class GuardedDispatcher extends Dispatcher {
  readonly #pool: GuardedPool;
  readonly #policy: Policy;
  readonly #connectTimeoutMs: number;

  constructor(pool: GuardedPool, policy: Policy, connectTimeoutMs: number) {
    super();
    this.#pool = pool;
    this.#policy = policy;
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const { trusted } = checkTarget(new URL(String(options.origin)), this.#policy);
    return this.#pool.agent(trusted, this.#connectTimeoutMs).dispatch(options, handler);
  }
}
