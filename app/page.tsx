import { redirect } from "next/navigation";
import { requireUserPage } from "@/lib/auth/session";
import { api } from "@/lib/trpc/server";

/** Sends everybody to where they can do something. */
export default async function HomePage(): Promise<never> {
  await requireUserPage();
  const [first] = (await (await api()).account.me()).workspaces;
  redirect(first ? `/${first.slug}/workflows` : "/no-workspace");
}
