/** The part of the package that the test server uses; it ships no types. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface Grant {
    readonly oidc: { readonly params: { readonly grant_type?: string } };
  }
  export default class Provider {
    constructor(issuer: string, configuration: object);
    readonly AccessToken: {
      find(token: string): Promise<{ clientId: string; scope: string } | undefined>;
    };
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    on(event: "grant.success" | "grant.error", heard: (ctx: Grant) => void): void;
  }
}
