import { once } from "node:events";
import { createServer } from "node:http";

/** Servers that nobody should ever ask for anything. */
export interface Canary {
  /** The requests since the last call, as "METHOD address". */
  takeHits(): string[];
  close(): Promise<void>;
}

/** Listens on these ports of 127.0.0.1. */
export async function openCanary(ports: readonly number[]): Promise<Canary> {
  let hits: string[] = [];
  const servers = await Promise.all(
    ports.map(async (port) => {
      const server = createServer((request, response) => {
        hits.push(`${request.method ?? ""} :${String(port)}${request.url ?? ""}`);
        response.end("canary");
      });
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  return {
    takeHits: () => {
      const taken = hits;
      hits = [];
      return taken;
    },
    close: async () => {
      await Promise.all(
        servers.map(async (server) => {
          server.closeAllConnections();
          server.close();
          await once(server, "close");
        }),
      );
    },
  };
}
