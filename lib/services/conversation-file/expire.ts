import "server-only";
import type { ServiceContext } from "../context";
import { discardFiles } from "./discard";

/** Takes every file out of use whose time is over, in whatever workspace. Returns how many there were. */
export function expireFiles(ctx: ServiceContext): Promise<number> {
  return ctx.db.$transaction((tx) => discardFiles(tx, ctx, { expiresAt: { lte: new Date() } }));
}
