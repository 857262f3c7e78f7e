import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod/mini";
import { refused } from "@/lib/connectors/_contract/failures";
import type { Watching } from "@/lib/connectors/_contract/runtime";
import { get, hostOf, parsed, placeRefused } from "./api";
import { sharedOnly, startToken, type DriveScope } from "./changes";
import type { DriveCredentials } from "./sign-in";

/** Google allows a week. */
const DAYS = 3;

const made = z.object({ resourceId: z.string(), expiration: z.optional(z.string()) });
const handleSchema = z.object({ id: z.string(), resourceId: z.string() });

/** A channel for the log of changes; its `token` is the secret. Channels can't be prolonged: a new one follows the old. */
export const watching: Watching<DriveCredentials, DriveScope> = {
  async start(call, { scope, address, secret }) {
    const id = randomUUID();
    const until = Date.now() + DAYS * 86_400_000;
    const got = await get(call, "/drive/v3/changes/watch", {
      query: {
        pageToken: await startToken(call, sharedOnly(scope)),
        includeRemoved: "true",
        ...sharedOnly(scope),
      },
      json: { id, type: "web_hook", address, token: secret, expiration: String(until) },
    });
    if ("refusal" in got) throw placeRefused(call, "Google Drive", got.refusal);
    const { resourceId, expiration } = parsed(call, made, got.body);
    const ends = Number(expiration ?? until);
    return { handle: JSON.stringify({ id, resourceId }), until: new Date(Math.min(ends, until)) };
  },

  async stop(call, handle) {
    const channel = handleSchema.parse(JSON.parse(handle));
    const got = await get(call, "/drive/v3/channels/stop", { json: channel });
    if (!("refusal" in got) || got.refusal.status === 404) return;
    throw refused(hostOf(call), got.refusal.status, got.refusal.reason);
  },

  read({ headers }) {
    const secret = headers.get("x-goog-channel-token");
    // The first call only says that the channel is there.
    const isHint = headers.get("x-goog-resource-state") !== "sync";
    return { secrets: secret !== null && isHint ? [secret] : [] };
  },
};
