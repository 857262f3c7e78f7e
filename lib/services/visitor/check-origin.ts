import { isHosted, type Access } from "@/lib/publication/settings";
import type { Caller } from "./caller";
import { refuse } from "./refuse";

/** What tokens of our own hosted pages are bound to. */
const OWN_PAGE = "self";

/**
 * The origin that a caller's tokens are bound to. A widget may be on the sites that were named and nowhere else, a page of
 * nobody's included; a hosted page is ours. Throws `visitor.origin-refused`.
 */
export function checkOrigin(access: Access, caller: Pick<Caller, "origin" | "ownPage">): string {
  if (isHosted(access) && caller.ownPage) return OWN_PAGE;
  const { origin } = caller;
  if (access.channel === "widget" && origin !== null && access.origins.includes(origin)) {
    return origin;
  }
  throw refuse("origin-refused");
}
