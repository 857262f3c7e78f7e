"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "@/components/settings/section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { limitsSchema, type Limits } from "@/lib/publication/settings";
import { useOf, usePublicationActions, type Publication } from "./use-publication";

const FIELDS = [
  "visitorPerMinute",
  "publicationPerMinute",
  "keyPerMinute",
  "dailyCap",
  "retentionDays",
] as const satisfies readonly (keyof Limits)[];
/** Left empty, there is no such limit. */
const OPTIONAL: readonly (keyof Limits)[] = ["dailyCap", "retentionDays"];

type Texts = Record<keyof Limits, string>;

/** How much may be asked and spent, and how long conversations are kept. */
export function LimitsTab({ publication }: { publication: Publication }) {
  const t = useTranslations("publish.limits");
  const of = useOf();
  const { setLimits } = usePublicationActions();
  const [texts, setTexts] = useState(() => textsOf(publication.limits));
  const limits = limitsOf(texts);
  const save = () => {
    if (limits === null) return;
    setLimits.mutate({ ...of, limits }, { onSuccess: () => void toast(t("saved")) });
  };
  return (
    <Section title={t("title")} body={t("body")}>
      <form
        className="max-w-120 space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {FIELDS.map((key) => (
          <Field
            key={key}
            label={t(`${key}.label`)}
            help={t(`${key}.help`)}
            error={
              limitsSchema.shape[key].safeParse(numberOf(key, texts[key])).success
                ? null
                : t("invalid")
            }
          >
            <Input
              inputMode="decimal"
              className="w-40"
              value={texts[key]}
              onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
            />
          </Field>
        ))}
        <Button
          type="submit"
          variant="primary"
          disabled={limits === null}
          busy={setLimits.isPending}
        >
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}

function textsOf(limits: Limits): Texts {
  return Object.fromEntries(FIELDS.map((key) => [key, String(limits[key] ?? "")])) as Texts;
}

/** NaN for what is no number, which no limit is. */
function numberOf(key: keyof Limits, text: string): number | null {
  if (text.trim() === "") return OPTIONAL.includes(key) ? null : Number.NaN;
  return Number(text.trim().replace(",", "."));
}

function limitsOf(texts: Texts): Limits | null {
  const values = Object.fromEntries(FIELDS.map((key) => [key, numberOf(key, texts[key])]));
  const parsed = limitsSchema.safeParse(values);
  return parsed.success ? parsed.data : null;
}
