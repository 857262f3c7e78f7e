import "server-only";
import type { ServiceContext } from "./context";

/** What services reach outside themselves, opened at the first call and kept for the life of the process. */
export async function getServices(): Promise<ServiceContext> {
  throw new Error("not wired yet");
}
