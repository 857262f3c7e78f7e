import type { RateState } from "@/lib/services/visitor/rate";

/** The state of the limit that is nearest, in the fields of draft-ietf-httpapi-ratelimit-headers. */
export function rateHeaders({ limit, remaining, resetMs }: RateState): Record<string, string> {
  return {
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(Math.max(0, remaining)),
    "RateLimit-Reset": String(Math.ceil(resetMs / 1000)),
  };
}
