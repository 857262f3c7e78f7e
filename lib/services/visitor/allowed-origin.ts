import "server-only";
import type { ServiceContext } from "../context";

/** How long a look holds, in milliseconds: a site that is taken off can read answers for so long, but gets none. */
const HOLDS_MS = 2000;
const REMEMBERED = 2000;
const looks = new Map<string, { until: number; origins: Promise<readonly string[]> }>();

/** The origin, where pages of it may read what the widget's addresses answer; else null. */
export async function allowedOrigin(
  ctx: ServiceContext,
  publicationId: string,
  origin: string | null,
): Promise<string | null> {
  if (origin === null) return null;
  let look = looks.get(publicationId);
  if (!look || look.until < Date.now()) {
    if (looks.size >= REMEMBERED) looks.clear();
    look = { until: Date.now() + HOLDS_MS, origins: originsOf(ctx, publicationId) };
    looks.set(publicationId, look);
    look.origins.catch(() => looks.delete(publicationId));
  }
  return (await look.origins).includes(origin) ? origin : null;
}

async function originsOf(
  { db }: ServiceContext,
  publicationId: string,
): Promise<readonly string[]> {
  const row = await db.publicationChannel.findFirst({
    where: { publicationId, channel: "widget", enabledAt: { not: null } },
    select: { access: true },
  });
  const origins = (row?.access as { origins?: unknown } | undefined)?.origins;
  return Array.isArray(origins) ? origins.filter((origin) => typeof origin === "string") : [];
}
