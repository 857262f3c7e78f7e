import "server-only";
import {
  accessSchema,
  audienceOf,
  lookSchema,
  type Access,
  type Audience,
  type PublicChannel,
} from "@/lib/publication/settings";
import type { ServiceContext } from "../context";
import { limitsOf } from "../publication/get";
import { refuse } from "./refuse";

/** An open way in. */
export interface OpenChannel {
  readonly id: string;
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly snapshotId: string;
  readonly sealedIdentityKey: string | null;
  readonly handOverEmail: string | null;
  readonly limits: ReturnType<typeof limitsOf>;
  readonly channel: PublicChannel;
  readonly access: Access;
  readonly audience: Audience;
  readonly revision: number;
  readonly look: ReturnType<typeof lookSchema.parse>;
  readonly passwordHash: string | null;
}

/**
 * A channel of a publication that is switched on, for somebody, with a live version. Throws `visitor.not-found` for an
 * unknown publication, `visitor.not-live` for one that is closed this way.
 */
export async function findOpenChannel(
  { db }: Pick<ServiceContext, "db">,
  { publicationId, channel }: { publicationId: string; channel: PublicChannel },
): Promise<OpenChannel> {
  const row = await db.publication.findFirst({
    where: { id: publicationId, workflow: { deletedAt: null } },
    include: {
      channels: { where: { channel } },
      workflow: { select: { name: true, liveVersion: { select: { snapshotId: true } } } },
    },
  });
  if (!row) throw refuse("not-found");
  const [settings] = row.channels;
  const snapshotId = row.workflow.liveVersion?.snapshotId;
  if (!settings?.enabledAt || snapshotId === undefined) throw refuse("not-live");
  const access = accessSchema.parse({ ...(settings.access as object), channel });
  const audience = audienceOf(access);
  if (audience === null) throw refuse("not-live");
  const { id, workspaceId, workflowId, sealedIdentityKey, handOverEmail } = row;
  return {
    id,
    workspaceId,
    workflowId,
    workflowName: row.workflow.name,
    snapshotId,
    sealedIdentityKey,
    handOverEmail,
    limits: limitsOf(row),
    channel,
    access,
    audience,
    revision: settings.accessRevision,
    look: lookSchema.parse(settings.look),
    passwordHash: settings.passwordHash,
  };
}
