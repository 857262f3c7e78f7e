import "server-only";
import { audienceOf, accessSchema, type Limits } from "@/lib/publication/settings";
import type { ServiceContext, VisitorContext } from "../context";
import { limitsOf } from "../publication/get";
import type { Caller } from "./caller";
import { checkOrigin } from "./check-origin";
import { refuse } from "./refuse";
import { readToken } from "./tokens";

/** All that can have changed since a token was signed, in one query. */
const ENTER = `
  select publication."workspaceId", publication."workflowId", publication."visitorPerMinute",
    publication."publicationPerMinute", publication."keyPerMinute", publication."dailyCap", publication."retentionDays",
    channel.access, channel."accessRevision" as revision,
    case split_part(visitor.identity, '|', 1)
      when 'member' then exists (
        select from "Membership" where "workspaceId" = publication."workspaceId"
          and "userId" = substr(visitor.identity, length('member|') + 1))
      when 'invited' then exists (
        select from "PublicationInvitation" where "publicationId" = publication.id and "expiresAt" > now()
          and email = substr(visitor.identity, length('invited|') + 1))
      else true
    end as vouched
  from "Publication" publication
  join "Workflow" workflow on workflow.id = publication."workflowId" and workflow."deletedAt" is null
    and workflow."liveVersionId" is not null
  join "PublicationChannel" channel on channel."publicationId" = publication.id and channel.channel = $2::"Channel"
    and channel."enabledAt" is not null
  left join "Visitor" visitor on visitor.id = $3 and visitor."publicationId" = publication.id
  where publication.id = $1 and visitor.id is not null`;

interface Row extends Limits {
  workspaceId: string;
  workflowId: string;
  access: object;
  revision: number;
  vouched: boolean;
}

/**
 * The one door for visitors: a token that we signed, for this publication, from the origin it was given to, of a visitor
 * who is still there and still let in. Throws `visitor.token-expired`, `visitor.token-refused`, `visitor.origin-refused`.
 */
export async function enterVisitor(
  services: ServiceContext,
  { publicationId, token }: { publicationId: string; token: string | null },
  caller: Pick<Caller, "origin" | "ownPage">,
): Promise<VisitorContext> {
  if (token === null) throw refuse("token-refused");
  const claims = await readToken(services.vault, token);
  if (claims.publication !== publicationId) throw refuse("token-refused");
  const { channel, visitor } = claims;
  const [row] = await services.sql.query<Row>(ENTER, [publicationId, channel, visitor], {
    prepared: true,
  });
  if (!row?.vouched || row.revision !== claims.revision) throw refuse("token-refused");
  const access = accessSchema.parse({ ...row.access, channel });
  const audience = audienceOf(access);
  if (audience === null) throw refuse("token-refused");
  if (checkOrigin(access, caller) !== claims.origin) throw refuse("origin-refused");
  return {
    ...services,
    workspace: { id: row.workspaceId },
    publication: { id: publicationId, workflowId: row.workflowId, limits: limitsOf(row) },
    channel,
    audience,
    asker: { visitorId: visitor, apiKeyId: null },
    conversationId: claims.conversation,
  };
}
