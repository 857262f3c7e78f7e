import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { translator } from "@/lib/i18n/translator";
import { api } from "@/lib/trpc/server";

const t = translator("auth.signIn");

export const metadata: Metadata = { title: t("title") };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const caller = await api();
  const { needsOwner } = await caller.account.status();
  if (needsOwner) redirect("/register");
  return (
    <AuthCard title={t("title")}>
      <SignInForm next={pathOfThisSite((await searchParams).next)} />
    </AuthCard>
  );
}

/** Only a plain path: `//elsewhere` and `/\elsewhere` would leave the site. */
function pathOfThisSite(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
