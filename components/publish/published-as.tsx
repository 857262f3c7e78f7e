"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { ANYBODY, INVITED, ViewAsField } from "@/components/knowledge/view-as-field";
import { ViewAsResult } from "@/components/knowledge/view-as-result";
import { Section } from "@/components/settings/section";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";
import { useOf } from "./use-publication";

/** What the published version would answer somebody from, and why not from more. */
export function PublishedAs() {
  const t = useTranslations("publish.audience.viewAs");
  const of = useOf();
  const [query, setQuery] = useState("");
  const [as, setAs] = useState(ANYBODY);
  const viewed = useMutation(useTRPC().publication.viewAs.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const outside = as === ANYBODY || as === INVITED;
    const invited = as === INVITED;
    viewed.mutate({ ...of, query: query.trim(), userId: outside ? null : as, invited });
  };
  return (
    <Section title={t("title")} body={t("body")}>
      <form role="search" onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <Field label={t("question")} className="min-w-52 grow">
          <Input
            value={query}
            maxLength={2000}
            autoComplete="off"
            onChange={(event) => setQuery(event.target.value)}
          />
        </Field>
        <ViewAsField
          othersOnly
          value={as}
          onChange={(next) => {
            setAs(next);
            viewed.reset();
          }}
        />
        <Button type="submit" busy={viewed.isPending} disabled={query.trim() === ""}>
          {t("action")}
        </Button>
      </form>
      {viewed.error && <ErrorNotice error={viewed.error} className="mt-3" />}
      {viewed.data?.map((result, index) => (
        <ViewAsResult key={index} result={result} invited={viewed.variables.invited} />
      ))}
    </Section>
  );
}
