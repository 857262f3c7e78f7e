"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { RouterOutputs } from "@/lib/trpc/client";

/** The workspace as the person in front of the screen sees it. */
export type CurrentWorkspace = RouterOutputs["workspace"]["get"];
export type CurrentPermission = CurrentWorkspace["permissions"][number];

const WorkspaceContext = createContext<CurrentWorkspace | null>(null);

export function WorkspaceProvider({
  workspace,
  children,
}: {
  workspace: CurrentWorkspace;
  children: ReactNode;
}) {
  return <WorkspaceContext.Provider value={workspace}>{children}</WorkspaceContext.Provider>;
}

/** The workspace of the page. Throws outside of one: that would be a mistake in the code. */
export function useWorkspace(): CurrentWorkspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useWorkspace needs a WorkspaceProvider above it.");
  return workspace;
}

/** Whether to offer an action at all; the server decides again when it is taken. */
export function useCan(permission: CurrentPermission): boolean {
  return useWorkspace().permissions.includes(permission);
}
