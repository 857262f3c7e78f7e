import "server-only";
import {
  accessSchema,
  lookSchema,
  type Access,
  type LookSettings,
  type PublicChannel,
} from "@/lib/publication/settings";
import type { Tx, WorkspaceContext } from "../context";

/** A channel as it is set, off and for nobody where nothing was stored. */
export interface ChannelSettings {
  readonly channel: PublicChannel;
  readonly on: boolean;
  readonly look: LookSettings;
  readonly access: Access;
  /** Whether a password was set. */
  readonly password: boolean;
}

interface StoredChannel {
  enabledAt: Date | null;
  look: unknown;
  access: unknown;
  passwordHash: string | null;
}

export function readChannel(
  channel: PublicChannel,
  row: StoredChannel | undefined,
): ChannelSettings {
  return {
    channel,
    on: row?.enabledAt != null,
    look: lookSchema.parse(row?.look ?? {}),
    access: accessSchema.parse({ ...(row?.access as object | undefined), channel }),
    password: row?.passwordHash != null,
  };
}

type Change = Partial<{
  enabledAt: Date | null;
  look: LookSettings;
  access: Access;
  passwordHash: string;
}>;

/** Changes what is given; a change of who may come in ends what was given to visitors before. */
export async function writeChannel(
  tx: Tx,
  ctx: WorkspaceContext,
  {
    publicationId,
    channel,
    change,
  }: { publicationId: string; channel: PublicChannel; change: Change },
): Promise<void> {
  const closes = change.access !== undefined || change.enabledAt === null;
  await tx.publicationChannel.upsert({
    where: { publicationId_channel: { publicationId, channel }, workspaceId: ctx.workspace.id },
    create: {
      publicationId,
      channel,
      workspaceId: ctx.workspace.id,
      look: {},
      access: {},
      ...change,
    },
    update: { ...change, ...(closes && { accessRevision: { increment: 1 } }) },
  });
}
