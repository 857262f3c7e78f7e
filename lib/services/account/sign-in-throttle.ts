import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors/app-error";
import type { Db } from "../context";

interface Attempt {
  email: string;
  ip: string;
}

const MINUTE = 60;

/**
 * Counts sign-in attempts in the database, so that all processes share the count. Every attempt is claimed before
 * the password is looked at, so parallel guesses are counted too; a success gives its own claims back.
 */
export function createSignInThrottle(db: Db) {
  const limiter = (keyPrefix: string, points: number, minutes: number) =>
    new RateLimiterPrisma({
      storeClient: db,
      tableName: "rateLimit",
      keyPrefix,
      points,
      duration: minutes * MINUTE,
      clearExpiredByTimeout: false,
    });
  const byPair = limiter("sign-in:pair", 5, 15);
  const byIp = limiter("sign-in:ip", 50, 15);
  /** A last resort against guessing from many addresses; high, because others can lock a person out with it. */
  const byEmail = limiter("sign-in:email", 100, 60);
  const keys = ({ email, ip }: Attempt) =>
    [
      [byPair, `${email}|${ip}`],
      [byIp, ip],
      [byEmail, email],
    ] as const;

  return {
    /** Throws `account.too-many-attempts` with `params.minutes` to wait. */
    async claim(attempt: Attempt): Promise<void> {
      for (const [counter, key] of keys(attempt)) {
        try {
          await counter.consume(key);
        } catch (refusal) {
          if (refusal instanceof RateLimiterRes) throw tooMany(refusal.msBeforeNext);
          throw refusal;
        }
      }
    },
    async forgive(attempt: Attempt): Promise<void> {
      for (const [counter, key] of keys(attempt)) {
        if (counter === byPair) await counter.delete(key);
        else await counter.reward(key);
      }
    },
  };
}

function tooMany(waitMs: number): AppError {
  return new AppError("account.too-many-attempts", "rate-limited", {
    params: { minutes: Math.max(1, Math.ceil(waitMs / 60_000)) },
    retryAfterMs: waitMs,
  });
}
