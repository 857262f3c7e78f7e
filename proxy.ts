import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy } from "@/lib/config/content-security-policy";
import { env } from "@/lib/config/env";

/**
 * Gives every page a content security policy with a nonce of its own. Next reads the nonce from the request's header
 * and puts it on its scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({ nonce, development: env().mode === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|widget/|chat/|form/|favicon.ico|icon.svg).*)"],
};
