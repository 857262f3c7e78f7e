import "server-only";
import { z } from "zod";
import { isSecretOf } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext } from "../context";
import { HINTED, hint } from "./hint";

interface TakeCall {
  readonly sourceId: string;
  readonly secret: string;
  /** Of whatever form; nothing is read in it, except how Amazon SNS asks whether its messages are wanted. */
  readonly body: string;
}

/**
 * Takes a call to the address of a source (call-address.ts): it is synced, and nothing of what the call says is believed. Throws
 * `sync.not-found` where no such address is, whether the source or its address or the secret is another.
 */
export async function takeCall(
  services: ServiceContext,
  { sourceId, secret, body }: TakeCall,
): Promise<void> {
  const sync = await services.db.sourceSync.findFirst({
    where: { sourceId, source: { deletedAt: null }, connection: { deletedAt: null } },
    select: { ...HINTED, callSecretHash: true },
  });
  const isTheirs = sync?.callSecretHash && isSecretOf(secret, sync.callSecretHash);
  if (!sync || !isTheirs) throw new AppError("sync.not-found", "not-found");
  const where = { sourceId, workspaceId: sync.workspaceId };
  await services.db.sourceSync.updateMany({ where, data: { calledAt: new Date() } });
  const subscription = subscriptionIn(body);
  if (subscription !== null) return confirm(services, subscription);
  await hint(services, sync);
}

/** How SNS asks: https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html */
const subscriptionSchema = z.object({
  Type: z.literal("SubscriptionConfirmation"),
  SubscribeURL: z.url({
    protocol: /^https$/,
    hostname: /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
  }),
});

function subscriptionIn(body: string): string | null {
  if (!body.includes("SubscriptionConfirmation")) return null;
  try {
    return subscriptionSchema.parse(JSON.parse(body)).SubscribeURL;
  } catch {
    throw new AppError("request.invalid", "bad-request", { params: { field: "SubscribeURL" } });
  }
}

async function confirm({ outbound }: ServiceContext, address: string): Promise<void> {
  const response = await outbound.fetch(address, { redirect: "manual", maxBytes: 2 ** 16 });
  await response.body?.cancel();
}
