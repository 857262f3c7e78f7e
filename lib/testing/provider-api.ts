import { afterAll, beforeAll, beforeEach } from "vitest";
import { startProviderApi, type ProviderApi, type Service } from "@/e2e/servers/provider-apis/host";
import { createOutbound, type Outbound } from "@/lib/net/outbound";

/** A service of a test file's own, reset before each test, with all that a provider needs to reach it. */
export interface TestProviderApi {
  readonly server: ProviderApi;
  readonly connection: { readonly baseUrl: string; readonly apiKey: string };
  readonly ports: { readonly fetch: Outbound["fetch"] };
}

/** Starts a service for the tests of a file; its parts are there once the first test begins. */
export function testProviderApi(service: Service, apiKey: string): TestProviderApi {
  let server: ProviderApi;
  let outbound: Outbound;
  beforeAll(async () => {
    server = await startProviderApi(service, { apiKey });
    outbound = createOutbound().allowing((host) => host === "127.0.0.1");
  });
  beforeEach(() => {
    server.control({ reset: true });
  });
  afterAll(async () => {
    await outbound.close();
    await server.close();
  });
  return {
    get server() {
      return server;
    },
    get connection() {
      return { baseUrl: server.baseUrl, apiKey };
    },
    get ports() {
      return { fetch: outbound.fetch };
    },
  };
}
