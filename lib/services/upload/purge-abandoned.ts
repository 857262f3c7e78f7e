import "server-only";
import type { ServiceContext } from "../context";

/** An upload that got no part for so long, in milliseconds, is not coming back. */
const ABANDONED_MS = 24 * 3_600_000;

/** Removes the abandoned uploads of all workspaces, and what was kept of complete ones; returns how many there were. */
export async function purgeAbandonedUploads(
  { db, storage }: Pick<ServiceContext, "db" | "storage">,
  now = Date.now(),
): Promise<number> {
  const uploads = await db.upload.findMany({
    where: { touchedAt: { lt: new Date(now - ABANDONED_MS) } },
    select: { id: true, parts: { select: { storageKey: true } } },
  });
  for (const { id, parts } of uploads) {
    await db.upload.deleteMany({ where: { id } });
    for (const { storageKey } of parts) await storage.delete(storageKey);
  }
  return uploads.length;
}
