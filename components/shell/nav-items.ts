import { Boxes, LibraryBig, Settings, Workflow, type LucideIcon } from "lucide-react";

export interface NavItem {
  /** Key of its name under `shell.nav`, and its path below the workspace. */
  key: "workflows" | "knowledge" | "models" | "settings";
  icon: LucideIcon;
}

export const navItems: readonly NavItem[] = [
  { key: "workflows", icon: Workflow },
  { key: "knowledge", icon: LibraryBig },
  { key: "models", icon: Boxes },
  { key: "settings", icon: Settings },
];

/** Whether a page belongs to an item: the item's own page or one below it. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
