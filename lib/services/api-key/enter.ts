import "server-only";
import { hashSecret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/telemetry/log";
import type { Limits } from "@/lib/publication/settings";
import type { PublicContext, ServiceContext } from "../context";
import { limitsOf } from "../publication/get";

/** A program with an API key of one publication. */
export interface ProgramContext extends PublicContext {
  readonly asker: { readonly visitorId: null; readonly apiKeyId: string };
  /** What the assistant is called. */
  readonly title: string;
}

const ENTER = `
  select key.id, publication.id as "publicationId", publication."workspaceId", publication."workflowId",
    coalesce(nullif(channel.look->>'title', ''), workflow.name) as title, publication."visitorPerMinute",
    publication."publicationPerMinute", publication."keyPerMinute", publication."dailyCap", publication."retentionDays"
  from "ApiKey" key
  join "Publication" publication on publication.id = key."publicationId"
  join "Workflow" workflow on workflow.id = publication."workflowId" and workflow."deletedAt" is null
    and workflow."liveVersionId" is not null
  join "PublicationChannel" channel on channel."publicationId" = publication.id and channel.channel = $2::"Channel"
    and channel."enabledAt" is not null
  where key."keyHash" = $1 and key."revokedAt" is null and (key."expiresAt" is null or key."expiresAt" > now())`;

/** To the minute is exact enough, and spares a write with each question. */
const USED = `
  update "ApiKey" set "lastUsedAt" = now()
  where id = $1 and ("lastUsedAt" is null or "lastUsedAt" < now() - interval '1 minute')`;

interface Row extends Limits {
  id: string;
  publicationId: string;
  workspaceId: string;
  workflowId: string;
  title: string;
}

/**
 * The one door for programs: `Authorization: Bearer <key>`, of a publication whose channel is switched on and live. Throws
 * `api.key-refused` alike for all that is wrong with a key.
 */
export async function enterProgram(
  services: ServiceContext,
  { authorization, channel }: { authorization: string | null; channel: "api" | "mcp" },
): Promise<ProgramContext> {
  const key = /^Bearer (\S{1,200})$/i.exec(authorization ?? "")?.[1];
  const rows =
    key === undefined ? [] : await services.sql.query<Row>(ENTER, [hashSecret(key), channel]);
  const [row] = rows;
  if (!row) throw new AppError("api.key-refused", "unauthenticated");
  services.sql.query(USED, [row.id]).catch((error: unknown) => {
    log().warn({ err: error }, "last use of an API key not noted");
  });
  return {
    ...services,
    workspace: { id: row.workspaceId },
    publication: { id: row.publicationId, workflowId: row.workflowId, limits: limitsOf(row) },
    channel,
    audience: "anyone",
    asker: { visitorId: null, apiKeyId: row.id },
    title: row.title,
  };
}
