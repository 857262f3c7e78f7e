import "server-only";
import type { ServiceContext } from "../context";

const KEPT_DAYS = 30;

/** Forgets to whom mails went, 30 days after; returns how many there were. */
export async function expireMails({ db }: Pick<ServiceContext, "db">): Promise<number> {
  const before = new Date(Date.now() - KEPT_DAYS * 86_400_000);
  const { count } = await db.mail.deleteMany({ where: { endedAt: { lt: before } } });
  return count;
}
