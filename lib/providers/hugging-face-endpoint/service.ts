import type { Reply } from "@/lib/providers/_wire/failures";

/** Says in the common way what the servers say in their own: 424 is a model that broke, not a request that is wrong. */
export function inCommonWords(reply: Reply): Reply {
  return reply.status === 424 ? { ...reply, status: 503 } : reply;
}
