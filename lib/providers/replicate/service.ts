import type { Reply } from "@/lib/providers/_wire/failures";

/** Says in the common way what Replicate says in its own: a version that isn't there is an invalid request. */
export function inCommonWords(reply: Reply): Reply {
  const missing =
    reply.status === 422 && /version does not exist|Invalid version/i.test(reply.text);
  return missing ? { ...reply, status: 404 } : reply;
}
