import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { RegisterForm } from "@/components/auth/register-form";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { errorCodeOf } from "@/lib/i18n/error-text";
import { translator } from "@/lib/i18n/translator";
import { api } from "@/lib/trpc/server";

const t = translator("auth.register");

export const metadata: Metadata = { title: t("ownerTitle") };

export default async function RegisterPage({
  searchParams,
}: {
  searchParams: Promise<{ invitation?: string | string[] }>;
}) {
  const { invitation: token } = await searchParams;
  const caller = await api();
  if (typeof token === "string") return <Invited token={token} />;
  const { needsOwner } = await caller.account.status();
  if (!needsOwner) return <Closed />;
  return (
    <AuthCard title={t("ownerTitle")} intro={t("ownerIntro")}>
      <RegisterForm invitation={null} />
    </AuthCard>
  );
}

async function Invited({ token }: { token: string }) {
  const preview = await previewOf(token);
  if ("code" in preview) {
    return (
      <AuthCard title={t("invalidTitle")}>
        <ErrorNotice error={preview} />
        <SignInLink />
      </AuthCard>
    );
  }
  const { workspaceName, email, role } = preview;
  return (
    <AuthCard
      title={t("invitedTitle", { workspace: workspaceName })}
      intro={t("invitedIntro", { role })}
    >
      <RegisterForm invitation={{ token, email, workspaceName }} />
      <SignInLink />
    </AuthCard>
  );
}

/** The invitation, or the code and values of why it can't be used, fit to be handed to a client component. */
async function previewOf(token: string) {
  const caller = await api();
  try {
    return await caller.invitation.preview({ token });
  } catch (error) {
    const found = errorCodeOf(error instanceof Error ? error.cause : null);
    if (!found) throw error;
    return { code: found.code, params: found.params };
  }
}

function Closed() {
  return (
    <AuthCard title={t("closedTitle")} intro={t("closedBody")}>
      <SignInLink />
    </AuthCard>
  );
}

function SignInLink() {
  return (
    <Button asChild variant="link" className="mt-5">
      <Link href="/sign-in">{t("haveAccount")}</Link>
    </Button>
  );
}
