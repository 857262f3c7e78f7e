import { AppError } from "@/lib/errors/app-error";

type Entity =
  | "workspace"
  | "workflow"
  | "version"
  | "source"
  | "source-connection"
  | "sync"
  | "document"
  | "correction"
  | "store"
  | "upload"
  | "connection"
  | "named-model"
  | "publication"
  | "api-key"
  | "run"
  | "conversation"
  | "conversation-file"
  | "invitation"
  | "member"
  | "node"
  | "network"
  | "alert"
  | "form-batch";

/** "Doesn't exist" and "belongs to another workspace" answer alike, so that ids can't be probed. */
export function notFound(entity: Entity): AppError {
  return new AppError(`${entity}.not-found`, "not-found");
}

/** Passes a found row on, or throws `<entity>.not-found`. */
export function found<T>(entity: Entity, row: T | null | undefined): T {
  if (row == null) throw notFound(entity);
  return row;
}

/** Checks that an update in the caller's workspace hit a row. */
export function foundCount(entity: Entity, { count }: { count: number }): void {
  if (count === 0) throw notFound(entity);
}
