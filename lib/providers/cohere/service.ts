import type { Reply } from "@/lib/providers/_wire/failures";

/**
 * Says in the common way what Cohere says in its own (https://docs.cohere.com/reference/errors): the limit of a month looks like that
 * of a minute, and 498 is a key that was revoked.
 */
export function inCommonWords(reply: Reply): Reply {
  if (reply.status === 429 && /\/ month/.test(reply.text)) return { ...reply, status: 402 };
  return reply.status === 498 ? { ...reply, status: 401 } : reply;
}
