import { AppError } from "@/lib/errors/app-error";

export const ROLES = ["owner", "admin", "builder", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Who may do what; the only place that says so. */
const ROLE_PERMISSIONS = {
  owner: [
    "workspace.manage",
    "members.manage",
    "models.manage",
    "network.manage",
    "connections.manage",
    "audit.read",
    "workflow.edit",
    "workflow.publish",
    "knowledge.edit",
    "knowledge.share",
    "knowledge.view-as",
    "workflow.run",
    "workspace.read",
  ],
  admin: [
    "workspace.manage",
    "members.manage",
    "models.manage",
    "network.manage",
    "connections.manage",
    "audit.read",
    "workflow.edit",
    "workflow.publish",
    "knowledge.edit",
    "knowledge.share",
    "knowledge.view-as",
    "workflow.run",
    "workspace.read",
  ],
  builder: [
    "workflow.edit",
    "workflow.publish",
    "knowledge.edit",
    "workflow.run",
    "workspace.read",
  ],
  viewer: ["workflow.run", "workspace.read"],
} as const satisfies Record<Role, readonly string[]>;

export type Permission = (typeof ROLE_PERMISSIONS)[Role][number];

/** The permissions of a role, for showing or hiding actions; the server checks each call by itself. */
export function permissionsOf(role: Role): readonly Permission[] {
  return ROLE_PERMISSIONS[role];
}

export function hasPermission(role: Role, permission: Permission): boolean {
  return permissionsOf(role).includes(permission);
}

/** Throws `permission.missing` (forbidden) unless the role has the permission. */
export function requirePermission(role: Role, permission: Permission): void {
  if (!hasPermission(role, permission)) {
    throw new AppError("permission.missing", "forbidden", { params: { permission, role } });
  }
}
