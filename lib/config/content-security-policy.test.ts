import { describe, expect, it } from "vitest";
import { chatPagePolicy, contentSecurityPolicy } from "./content-security-policy";

const production = contentSecurityPolicy({ nonce: "abc123", development: false });

describe("contentSecurityPolicy", () => {
  it("runs scripts by nonce only, without eval or inline scripts", () => {
    expect(production).toContain("script-src 'self' 'nonce-abc123' 'strict-dynamic';");
    expect(production).not.toContain("unsafe-eval");
  });

  it("loads no image from elsewhere and is framed by nobody", () => {
    expect(production).toContain("img-src 'self' data:");
    expect(production).toContain("frame-ancestors 'none'");
    expect(production).toContain("connect-src 'self'");
  });

  it("starts workers from our own origin only", () => {
    expect(production).toContain("worker-src 'self';");
    expect(production).not.toContain("blob:");
  });

  it("opens eval in development, where React needs it", () => {
    expect(contentSecurityPolicy({ nonce: "abc123", development: true })).toContain(
      "'unsafe-eval'",
    );
  });
});

describe("chatPagePolicy", () => {
  it("lets nothing inline run, nothing be sent elsewhere and nobody frame the page", () => {
    const policy = chatPagePolicy();
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|nonce/);
  });
});
