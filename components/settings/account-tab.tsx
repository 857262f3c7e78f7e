"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MIN_PASSWORD } from "@/components/auth/password-rule";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { endSession } from "@/lib/auth/browser-session";
import { useTRPC } from "@/lib/trpc/client";
import { Section } from "./section";

export function AccountTab() {
  const t = useTranslations("settings.account");
  const trpc = useTRPC();
  const everywhere = useMutation(
    trpc.account.signOutEverywhere.mutationOptions({
      onError: useErrorToast(),
      onSuccess: () => endSession(),
    }),
  );
  return (
    <>
      <Section title={t("title")} body={t("body")}>
        <PasswordForm />
      </Section>
      <Section title={t("everywhereTitle")} body={t("everywhereBody")}>
        <Button busy={everywhere.isPending} onClick={() => everywhere.mutate()}>
          {t("everywhere")}
        </Button>
      </Section>
    </>
  );
}

function PasswordForm() {
  const t = useTranslations("settings.account");
  const auth = useTranslations("auth");
  const trpc = useTRPC();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation(
    // The change ends every session, so this page can't go on either.
    trpc.account.changePassword.mutationOptions({ onSuccess: () => endSession() }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current, next });
  };
  return (
    <form onSubmit={submit} className="max-w-100 space-y-4">
      <Field label={t("current")}>
        <Input
          type="password"
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field label={t("next")} help={auth("passwordHelp", { min: MIN_PASSWORD })}>
        <Input
          type="password"
          required
          minLength={MIN_PASSWORD}
          maxLength={200}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </Field>
      {change.error && <ErrorNotice error={change.error} />}
      <Button type="submit" variant="primary" busy={change.isPending || change.isSuccess}>
        {t("action")}
      </Button>
    </form>
  );
}
