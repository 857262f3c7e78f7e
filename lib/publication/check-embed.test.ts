import { describe, expect, it } from "vitest";
import { checkEmbed } from "./check-embed";

const ORIGINS = ["https://example.com", "https://shop.example.com:8443"];

describe("the check of an embed", () => {
  it.each([
    ["https://example.com/help?x=1#a", { code: "allowed", origin: "https://example.com" }],
    ["example.com", { code: "allowed", origin: "https://example.com" }],
    ["HTTPS://EXAMPLE.COM:443/", { code: "allowed", origin: "https://example.com" }],
    [
      "https://www.example.com",
      { code: "www", origin: "https://www.example.com", near: "https://example.com" },
    ],
    [
      "http://example.com",
      { code: "scheme", origin: "http://example.com", near: "https://example.com" },
    ],
    [
      "https://shop.example.com",
      {
        code: "port",
        origin: "https://shop.example.com",
        near: "https://shop.example.com:8443",
      },
    ],
    [
      "https://example.com.evil.com",
      { code: "not-listed", origin: "https://example.com.evil.com" },
    ],
    ["https://sub.example.com", { code: "not-listed", origin: "https://sub.example.com" }],
    ["http://other.com", { code: "insecure", secure: "https://other.com" }],
    ["", { code: "no-address" }],
    ["https://", { code: "no-address" }],
  ])("of %j", (address, result) => {
    expect(checkEmbed(address, ORIGINS)).toEqual(result);
  });

  it("allows nothing while no site is listed", () => {
    expect(checkEmbed("https://example.com", [])).toMatchObject({ code: "not-listed" });
  });
});
