"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { startSession } from "@/lib/auth/browser-session";

/** `next` is where to go afterwards: a path of this site, checked by the page. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: async () => {
      const refusal = await startSession({ email, password });
      // A full page load: every cache of whoever was signed in before is gone.
      if (refusal === null) window.location.assign(next);
      return refusal;
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  const entered = enter.isSuccess && enter.data === null;
  const failure = enter.error ?? enter.data;
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label={t("email")}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          className="h-10"
        />
      </Field>
      <Field label={t("password")}>
        <Input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="h-10"
        />
      </Field>
      {failure && <ErrorNotice error={failure} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="w-full"
        busy={enter.isPending || entered}
      >
        {t("signIn.action")}
      </Button>
    </form>
  );
}
