"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type ComponentProps, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { startSession } from "@/lib/auth/browser-session";
import { useTRPCClient } from "@/lib/trpc/client";
import { MIN_PASSWORD } from "./password-rule";

export interface RegisterFormProps {
  /** Null on the first run, when the owner registers. */
  invitation: { token: string; email: string; workspaceName: string } | null;
}

interface Account {
  name: string;
  company: string;
  email: string;
  password: string;
}

/** Makes the account, signs in and opens the workspace. */
export function RegisterForm({ invitation }: RegisterFormProps) {
  const t = useTranslations("auth");
  const [account, setAccount] = useState<Account>({
    name: "",
    company: "",
    email: invitation?.email ?? "",
    password: "",
  });
  const register = useRegistration(invitation?.token);
  const text = (key: keyof Account): ComponentProps<"input"> => ({
    name: key,
    value: account[key],
    required: true,
    className: "h-10",
    onChange: (event) => setAccount({ ...account, [key]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    register.mutate(account);
  };
  const failure = register.error ?? register.data;
  const entered = register.isSuccess && register.data === null;
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label={t("yourName")}>
        <Input {...text("name")} autoComplete="name" maxLength={80} />
      </Field>
      {!invitation && (
        <Field label={t("company")} help={t("companyHelp")}>
          <Input {...text("company")} autoComplete="organization" maxLength={80} />
        </Field>
      )}
      <Field label={t("email")}>
        <Input
          {...text("email")}
          type="email"
          autoComplete="username"
          readOnly={invitation !== null}
        />
      </Field>
      <Field label={t("password")} help={t("passwordHelp", { min: MIN_PASSWORD })}>
        <Input
          {...text("password")}
          type="password"
          autoComplete="new-password"
          minLength={MIN_PASSWORD}
        />
      </Field>
      {failure && <ErrorNotice error={failure} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="w-full"
        busy={register.isPending || entered}
      >
        {invitation
          ? t("register.invitedAction", { workspace: invitation.workspaceName })
          : t("register.ownerAction")}
      </Button>
    </form>
  );
}

/** Resolves to null when the person is in, else to the refusal to show. */
function useRegistration(invitation: string | undefined) {
  const client = useTRPCClient();
  return useMutation({
    mutationFn: async ({ name, company, email, password }: Account) => {
      const { workspace } = await client.account.register.mutate({
        name,
        email,
        password,
        company: company.trim() || undefined,
        invitation,
      });
      const refusal = await startSession({ email, password });
      if (refusal) return refusal;
      window.location.assign(`/${workspace}/workflows`);
      return null;
    },
  });
}
