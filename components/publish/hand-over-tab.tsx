"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "@/components/settings/section";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import { useOf, usePublicationActions, type Publication } from "./use-publication";

/** To whom visitors can turn when the documents don't answer them. */
export function HandOverTab({ publication }: { publication: Publication }) {
  const t = useTranslations("publish.handOver");
  const of = useOf();
  const trpc = useTRPC();
  const { workspace } = of;
  const status = useQuery(trpc.mail.status.queryOptions({ workspace }));
  const { setHandOver } = usePublicationActions();
  const [text, setText] = useState(publication.handOverEmail ?? "");
  const email = text.trim() === "" ? null : text.trim();
  const invalid = email !== null && !/^\S+@\S+\.\S+$/.test(email);
  const save = () => {
    if (invalid) return;
    setHandOver.mutate(
      { ...of, email },
      { onSuccess: () => void toast(t(email === null ? "removed" : "saved")) },
    );
  };
  return (
    <Section title={t("title")} body={t("body")}>
      {status.error && <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />}
      {status.data?.sends === false && (
        <p className="mb-4 max-w-150 rounded-card border bg-surface px-4 py-3 text-pretty text-ink-2">
          {t("noMail")}
        </p>
      )}
      <form
        className="max-w-120 space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={t("email")} help={t("help")} error={invalid && t("invalid")}>
          <Input
            type="email"
            value={text}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          variant="primary"
          busy={setHandOver.isPending}
          disabled={invalid || email === publication.handOverEmail}
        >
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}
