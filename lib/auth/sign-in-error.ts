/** NextAuth hands the browser one string for a refused sign-in; this is how a code and its params fit in. */
export interface SignInError {
  code: string;
  params: Record<string, string>;
}

export function encodeSignInError(error: {
  code: string;
  params: Readonly<Record<string, unknown>>;
}): string {
  const params = Object.entries(error.params).map(([key, value]) => [key, String(value)]);
  return `${error.code}?${new URLSearchParams(params).toString()}`;
}

/** The `error` that NextAuth's `signIn` resolved with, for `t("errors." + code, params)`. */
export function decodeSignInError(text: string): SignInError {
  const [code = "", query = ""] = text.split("?");
  if (!/^[a-z-]+(\.[a-z-]+)+$/.test(code)) return { code: "internal", params: {} };
  return { code, params: Object.fromEntries(new URLSearchParams(query)) };
}
