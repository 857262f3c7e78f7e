import type { RouterInputs } from "@/lib/trpc/app-router";
import type { AccessWorld, Caller, Outcome } from "./access-world";

export type Cells = Readonly<Record<Caller, Outcome>>;

/** One procedure: what each caller meets with input that is valid, made anew for each call. */
export interface AccessRow {
  readonly cells: Cells;
  readonly input?: (world: AccessWorld, caller: Caller) => unknown;
  /** What the owner of another workspace meets there with the ids of this one; absent when no id is taken. */
  readonly foreign?: Outcome;
}

export type Procedure = {
  [R in keyof RouterInputs]: `${R}.${keyof RouterInputs[R] & string}`;
}[keyof RouterInputs];

export const everybody: Cells = { owner: "ok", viewer: "ok", outsider: "ok", anonymous: "ok" };
export const signedIn: Cells = { ...everybody, anonymous: "unauthenticated" };
export const members: Cells = { ...signedIn, outsider: "not-found" };
export const editors: Cells = { ...members, viewer: "forbidden" };
export const foreign = "not-found";

let count = 0;
/** A name or address that no other call uses. */
export const fresh = (prefix: string) => `${prefix}-${String((count += 1))}`;
export const named = () => ({ name: fresh("Name") });
