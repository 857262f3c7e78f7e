import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { WorkspaceProvider } from "@/components/shell/workspace-context";
import { UploadsProvider } from "@/components/uploads/uploads-provider";
import { requireUserPage } from "@/lib/auth/session";
import { errorCodeOf } from "@/lib/i18n/error-text";
import { api, getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: WorkspaceLayoutProps): Promise<Metadata> {
  const workspace = await findWorkspace((await params).workspace);
  return workspace
    ? { title: { default: workspace.name, template: `%s · ${workspace.name}` } }
    : {};
}

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace: slug } = await params;
  await requireUserPage();
  const workspace = await findWorkspace(slug);
  if (!workspace) notFound();
  await getQueryClient().prefetchQuery(trpc.account.me.queryOptions());
  return (
    <HydrateClient>
      <WorkspaceProvider workspace={workspace}>
        <UploadsProvider>
          <Shell>{children}</Shell>
        </UploadsProvider>
      </WorkspaceProvider>
    </HydrateClient>
  );
}

/** Null when there is none of that name, or none that the person is a member of. */
async function findWorkspace(slug: string) {
  try {
    return await (await api()).workspace.get({ workspace: slug });
  } catch (error) {
    const code = errorCodeOf(error instanceof Error ? error.cause : null)?.code;
    if (code === "workspace.not-found" || code === "session.missing") return null;
    throw error;
  }
}
