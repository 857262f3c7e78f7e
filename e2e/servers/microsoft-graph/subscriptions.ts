import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Refusal, type Answer, type Asked } from "../remote-host/host";
import type { Watches } from "../remote-host/watches";

const asked = z.object({
  changeType: z.literal("updated"),
  notificationUrl: z.url(),
  resource: z.string().regex(/^\/drives\/[^/]+\/root$/),
  expirationDateTime: z.iso.datetime(),
  clientState: z.string().max(128),
});

/** Graph allows 42,300 minutes for drives. */
const LONGEST_MS = 42_300 * 60_000;

/** POST /subscriptions, after the address has shown that it wants them, and DELETE. */
export async function subscriptions(
  watches: Watches,
  { method, path, body }: Asked,
): Promise<Answer> {
  const id = path.split("/")[2];
  if (method === "DELETE" && id !== undefined) {
    if (!watches.all.delete(id)) throw new Refusal(404, "ResourceNotFound");
    return { status: 204 };
  }
  const parsed = asked.safeParse(JSON.parse(body || "{}"));
  if (method !== "POST" || !parsed.success) throw new Refusal(400, "InvalidRequest");
  const { notificationUrl: address, clientState, expirationDateTime, resource } = parsed.data;
  const until = new Date(expirationDateTime).getTime();
  if (until > Date.now() + LONGEST_MS) throw new Refusal(400, "ExtensionError");
  if (!(await isConfirmed(address))) {
    throw new Refusal(400, "ValidationError", { message: "Subscription validation failed." });
  }
  const made = { id: randomUUID(), address, secret: clientState, until };
  watches.all.set(made.id, made);
  return { status: 201, body: { id: made.id, resource, expirationDateTime, clientState } };
}

async function isConfirmed(address: string): Promise<boolean> {
  const token = `Validation: <b>${randomUUID()}</b>`;
  const url = new URL(address);
  url.searchParams.set("validationToken", token);
  const reply = await fetch(url, { method: "POST", signal: AbortSignal.timeout(10_000) });
  const isText = reply.headers.get("content-type")?.startsWith("text/plain") === true;
  return reply.status === 200 && isText && (await reply.text()) === token;
}

/** Tells everybody that something changed, without saying what. Gives the statuses of their answers. */
export async function notify(watches: Watches, { clientState }: { clientState?: string } = {}) {
  const told = watches.live().map(async ({ id, address, secret }) => {
    const value = [
      { subscriptionId: id, clientState: clientState ?? secret, changeType: "updated" },
    ];
    const body = JSON.stringify({ value });
    const reply = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return reply.status;
  });
  return Promise.all(told);
}
