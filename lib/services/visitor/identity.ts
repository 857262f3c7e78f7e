import "server-only";
import { jwtVerify } from "jose";
import { z } from "zod";
import type { ServiceContext } from "../context";
import { sealedColumns, sealedPlace } from "../secret/sealed-columns";
import { refuse } from "./refuse";

/** The longest life of a host page's statement, in seconds: one that lives longer is refused. */
const MAX_AGE_S = 86_400;

const statementSchema = z.object({
  /** The host page's own name for the person. */
  sub: z.string().min(1).max(200),
  name: z.string().max(120).optional(),
  exp: z.number(),
});

interface Vouching {
  id: string;
  workspaceId: string;
  sealedIdentityKey: string | null;
}

/**
 * Who a host page's server says the visitor is: a JWT, HS256, signed with the publication's key. Throws
 * `visitor.token-expired`, `visitor.token-refused`.
 */
export async function readIdentity(
  { vault }: Pick<ServiceContext, "vault">,
  publication: Vouching,
  statement: string,
): Promise<{ identity: string; name: string | null }> {
  if (publication.sealedIdentityKey === null) throw refuse("token-refused");
  const place = sealedPlace(sealedColumns.publicationIdentity, publication);
  const key = new TextEncoder().encode(vault.open(publication.sealedIdentityKey, place));
  const options = { algorithms: ["HS256"], requiredClaims: ["exp", "sub"], clockTolerance: 5 };
  const verified = await jwtVerify(statement, key, options).catch((error: unknown) => {
    const expired = (error as { code?: unknown }).code === "ERR_JWT_EXPIRED";
    throw refuse(expired ? "token-expired" : "token-refused");
  });
  const claims = statementSchema.safeParse(verified.payload);
  if (!claims.success || claims.data.exp * 1000 > Date.now() + MAX_AGE_S * 1000 + 60_000) {
    throw refuse("token-refused");
  }
  return { identity: `host|${claims.data.sub}`, name: claims.data.name ?? null };
}
