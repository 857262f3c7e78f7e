import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Refusal, type Answer, type Asked } from "../remote-host/host";
import type { Watches } from "../remote-host/watches";

const channel = z.object({
  id: z.string().max(64),
  type: z.literal("web_hook"),
  address: z.url(),
  token: z.string().max(256),
  expiration: z.string().regex(/^\d+$/),
});
const ended = z.object({ id: z.string(), resourceId: z.string() });
const WEEK_MS = 7 * 86_400_000;

/** POST /changes/watch and /channels/stop; null for anything else. */
export async function channels(
  watches: Watches,
  { method, path, body }: Asked,
): Promise<Answer | null> {
  if (method !== "POST") return null;
  if (path === "/drive/v3/channels/stop") {
    const { id } = ended.parse(JSON.parse(body));
    if (!watches.all.delete(id)) throw new Refusal(404, "notFound");
    return { status: 204 };
  }
  if (path !== "/drive/v3/changes/watch") return null;
  const parsed = channel.safeParse(JSON.parse(body || "{}"));
  if (!parsed.success) throw new Refusal(400, "badRequest");
  const { id, address, token, expiration } = parsed.data;
  if (watches.all.has(id)) throw new Refusal(400, "channelIdNotUnique");
  const until = Math.min(Number(expiration), Date.now() + WEEK_MS);
  watches.all.set(id, { id, address, secret: token, until });
  await tell(address, { id, token, state: "sync" });
  return { body: { kind: "api#channel", id, resourceId: randomUUID(), expiration: String(until) } };
}

async function tell(
  address: string,
  { id, token, state }: { id: string; token: string; state: string },
): Promise<number> {
  const reply = await fetch(address, {
    method: "POST",
    headers: {
      "x-goog-channel-id": id,
      "x-goog-channel-token": token,
      "x-goog-resource-state": state,
    },
  });
  return reply.status;
}

/** Tells everybody that something changed, without saying what. Gives the statuses of their answers. */
export function notify(watches: Watches, { token }: { token?: string } = {}): Promise<number[]> {
  return Promise.all(
    watches
      .live()
      .map(({ id, address, secret }) =>
        tell(address, { id, token: token ?? secret, state: "change" }),
      ),
  );
}
