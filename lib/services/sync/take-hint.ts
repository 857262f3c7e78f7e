import "server-only";
import { isConnectorType } from "@/lib/connectors/catalog";
import type { WatchCall } from "@/lib/connectors/_contract/runtime";
import { connectorRuntimes } from "@/lib/connectors/registry.server";
import { isSecretOf } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext } from "../context";
import { HINTED, hint } from "./hint";

interface TakeHint {
  readonly type: string;
  readonly watchId: string;
  readonly call: WatchCall;
}

/** Longer ones are nobody's. */
const LONGEST_CONFIRM = 4000;

/**
 * Takes a call to the address of a watch: from the service that was asked for it, or from anybody. It starts a sync, at most one at
 * work and one after it, and decides nothing else. Resolves to the text that the service wants to see, where it does. Throws
 * `sync.not-found` for a watch that isn't there, `sync.unknown-caller` for a secret that is not the one that was given.
 */
export async function takeHint(
  services: ServiceContext,
  { type, watchId, call }: TakeHint,
): Promise<{ confirm: string | null }> {
  const watching = isConnectorType(type) ? connectorRuntimes[type].watching : undefined;
  const watch = await services.db.syncWatch.findFirst({
    where: {
      id: watchId,
      sync: { source: { deletedAt: null, type }, connection: { deletedAt: null } },
    },
    select: { secretHash: true, sync: { select: HINTED } },
  });
  if (!watching || !watch) throw new AppError("sync.not-found", "not-found");
  const said = watching.read(call);
  if ("confirm" in said) return { confirm: said.confirm.slice(0, LONGEST_CONFIRM) };
  if (said.secrets.length === 0) return { confirm: null };
  if (!said.secrets.some((secret) => isSecretOf(secret, watch.secretHash))) {
    throw new AppError("sync.unknown-caller", "forbidden");
  }
  await hint(services, watch.sync);
  return { confirm: null };
}
