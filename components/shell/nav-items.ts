import {
  Boxes,
  Cable,
  ChartColumn,
  LibraryBig,
  Settings,
  Workflow,
  type LucideIcon,
} from "lucide-react";
import { useWorkspace, type CurrentPermission } from "./workspace-context";

export interface NavItem {
  /** Key of its name under `shell.nav`, and its path below the workspace. */
  key: "workflows" | "knowledge" | "connections" | "models" | "insights" | "settings";
  icon: LucideIcon;
  /** Shown to those only who have it. */
  permission?: CurrentPermission;
}

const navItems: readonly NavItem[] = [
  { key: "workflows", icon: Workflow },
  { key: "knowledge", icon: LibraryBig },
  { key: "connections", icon: Cable, permission: "knowledge.edit" },
  { key: "models", icon: Boxes },
  { key: "insights", icon: ChartColumn, permission: "models.manage" },
  { key: "settings", icon: Settings },
];

/** The pages that are for the person in front of the screen. */
export function useNavItems(): readonly NavItem[] {
  const { permissions } = useWorkspace();
  return navItems.filter(({ permission }) => !permission || permissions.includes(permission));
}

/** Whether a page belongs to an item: the item's own page or one below it. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
