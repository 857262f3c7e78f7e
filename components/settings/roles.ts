import type { RouterOutputs } from "@/lib/trpc/client";

export type Member = RouterOutputs["member"]["list"][number];
export type Role = Member["role"];

/** From most to least. */
const ALL: readonly Role[] = ["owner", "admin", "builder", "viewer"];

/** The roles that somebody of a role may give: only owners make owners. */
export function rolesToGive(own: Role): readonly Role[] {
  return own === "owner" ? ALL : ALL.filter((role) => role !== "owner");
}

export function roleNamed(name: string): Role | undefined {
  return ALL.find((role) => role === name);
}
