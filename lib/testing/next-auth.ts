import type { IncomingHttpHeaders } from "node:http";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";

/** A browser's side of NextAuth's endpoints: remembers cookies between calls. */
export interface AuthBrowser {
  readonly cookies: Map<string, string>;
  call(
    method: "GET" | "POST",
    path: string,
    body?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; setCookie: string[] }>;
}

/**
 * Talks to NextAuth without a Next server, through its handler for API routes, which reads cookies from the request
 * instead of from Next's own store. The request and response are as much of Next's as that handler uses.
 */
export function authBrowser(options: NextAuthOptions, headers: IncomingHttpHeaders): AuthBrowser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async call(method, path, body = {}) {
      const answer: { status: number; body: unknown; setCookie: string[] } = {
        status: 200,
        body: undefined,
        setCookie: [],
      };
      const request = {
        method,
        headers,
        body,
        cookies: Object.fromEntries(cookies),
        query: { nextauth: path.split("/") },
      };
      const response = {
        status(code: number) {
          answer.status = code;
          return response;
        },
        getHeader: (name: string) => (name === "Set-Cookie" ? answer.setCookie : undefined),
        setHeader(name: string, value: string | string[]) {
          if (name === "Set-Cookie") answer.setCookie = [value].flat();
          return response;
        },
        json: (value: unknown) => void (answer.body = value),
        send: (value: unknown) => void (answer.body = value),
        end: () => undefined,
      };
      await (NextAuth as unknown as ApiHandler)(
        request as unknown as NextApiRequest,
        response as unknown as NextApiResponse,
        options,
      );
      for (const line of answer.setCookie) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, decodeURIComponent(value));
      }
      return answer;
    },
  };
}

type ApiHandler = (
  request: NextApiRequest,
  response: NextApiResponse,
  options: NextAuthOptions,
) => Promise<void>;
