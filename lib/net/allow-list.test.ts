import { describe, expect, it } from "vitest";
import { allowedBy, normalizeHost, parseAllowedHost } from "./allow-list";

describe("parseAllowedHost", () => {
  it.each([
    ["ollama.lan:11434", { host: "ollama.lan", port: 11434 }],
    [" Model-Server:80 ", { host: "model-server", port: 80 }],
    ["localhost.:1", { host: "localhost", port: 1 }],
    ["10.0.0.5:8000", { host: "10.0.0.5", port: 8000 }],
    ["127.1:8000", { host: "127.0.0.1", port: 8000 }],
    ["[::1]:8000", { host: "::1", port: 8000 }],
    ["[0:0::1]:8000", { host: "::1", port: 8000 }],
  ])("%s", (text, entry) => {
    expect(parseAllowedHost(text)).toEqual(entry);
  });

  it.each([
    "",
    "ollama.lan",
    "ollama.lan:",
    "ollama.lan:0",
    "x:65536",
    "http://x:80",
    "x:80/path",
    "*.lan:80",
    "u@x:80",
    "::1:80",
    "[:::]:80",
    "a b:80",
  ])("refuses %j", (text) => {
    expect(parseAllowedHost(text)).toBeNull();
  });
});

describe("allowedBy", () => {
  const isAllowed = allowedBy([{ host: "ollama.lan", port: 11434 }]);

  it("opens that port of that host and nothing else", () => {
    expect(isAllowed("ollama.lan", 11434)).toBe(true);
    expect(isAllowed("ollama.lan", 80)).toBe(false);
    expect(isAllowed("a.ollama.lan", 11434)).toBe(false);
    expect(isAllowed("ollama.lan.evil.com", 11434)).toBe(false);
  });

  it("knows hosts however a URL spells them", () => {
    expect(isAllowed(normalizeHost(new URL("http://OLLAMA.LAN.:11434/").hostname), 11434)).toBe(
      true,
    );
  });
});
