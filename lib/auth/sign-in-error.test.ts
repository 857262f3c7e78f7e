import { describe, expect, it } from "vitest";
import { decodeSignInError, encodeSignInError } from "./sign-in-error";

describe("sign-in errors", () => {
  it("come back with their values", () => {
    const error = { code: "account.too-many-attempts", params: { minutes: 3 } };
    expect(decodeSignInError(encodeSignInError(error))).toEqual({
      code: "account.too-many-attempts",
      params: { minutes: "3" },
    });
  });

  it.each(["CredentialsSignin", "<script>", "", "Error: connect ECONNREFUSED 127.0.0.1:5432"])(
    "that are not ours say nothing: %j",
    (text) => {
      expect(decodeSignInError(text)).toEqual({ code: "internal", params: {} });
    },
  );
});
