import "server-only";
import { z } from "zod/mini";
import { refused } from "@/lib/connectors/_contract/failures";
import type { Watching } from "@/lib/connectors/_contract/runtime";
import { librariesOf, type SharePointScope } from "./changes";
import { get, parsed, placeRefused, type GraphCall } from "./graph";
import { graphOf, type SharePointCredentials } from "./sign-in";

/** Graph allows almost thirty days. Shorter ones leave less behind when a source is deleted here. */
const DAYS = 3;

const made = z.object({ id: z.string(), expirationDateTime: z.string() });
const handleSchema = z.array(z.string());
const notifications = z.object({
  value: z.array(z.object({ clientState: z.optional(z.nullable(z.string())) })),
});

/** One subscription for each library; `clientState` is the secret. */
export const watching: Watching<SharePointCredentials, SharePointScope> = {
  async start(call, { scope, address, secret }) {
    const ids: string[] = [];
    let until = new Date(Date.now() + DAYS * 86_400_000);
    for (const { id: drive, name } of await librariesOf(call, scope)) {
      const got = await get(call, "/subscriptions", {
        method: "POST",
        json: {
          changeType: "updated",
          notificationUrl: address,
          resource: `/drives/${drive}/root`,
          expirationDateTime: until.toISOString(),
          clientState: secret,
        },
      });
      if ("refusal" in got) throw placeRefused(call, name, got.refusal);
      const { id, expirationDateTime } = parsed(call, made, got.body);
      ids.push(id);
      const ends = new Date(expirationDateTime);
      if (ends < until) until = ends;
    }
    return { handle: JSON.stringify(ids), until };
  },

  async stop(call, handle) {
    for (const id of handleSchema.parse(JSON.parse(handle))) await end(call, id);
  },

  read({ query, body }) {
    const confirm = query.get("validationToken");
    if (confirm !== null) return { confirm };
    try {
      const { value } = notifications.parse(JSON.parse(body));
      return { secrets: value.map(({ clientState }) => clientState ?? "") };
    } catch {
      return { secrets: [] };
    }
  },
};

async function end(call: GraphCall, id: string): Promise<void> {
  const got = await get(call, `/subscriptions/${encodeURIComponent(id)}`, { method: "DELETE" });
  if (!("refusal" in got) || got.refusal.status === 404) return;
  const host = new URL(graphOf(call.credentials)).hostname;
  throw refused(host, got.refusal.status, got.refusal.codes.join(" "));
}
