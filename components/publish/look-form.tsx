"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { lookSchema, type LookSettings } from "@/lib/publication/settings";
import { LookPreview } from "./look-preview";
import { useOf, usePublicationActions, type ChannelSettings } from "./use-publication";

const THEMES = ["auto", "light", "dark"] as const;
const SIDES = ["right", "left"] as const;
/** Those the widget has words in; it follows the visitor's browser unless one is chosen. */
const LANGUAGES = ["en", "de", "fr", "es"] as const;
/** What stands for "as the visitor's browser says", since a choice is never empty. */
const FOLLOW = "auto";

/** How the chat greets and looks, with a picture of it beside. */
export function LookForm({ settings }: { settings: ChannelSettings }) {
  const t = useTranslations("publish.look");
  const of = useOf();
  const { setLook } = usePublicationActions();
  const [look, setDraft] = useState<LookSettings>(settings.look);
  const change = (part: Partial<LookSettings>) => setDraft({ ...look, ...part });
  const checked = lookSchema.safeParse({
    ...look,
    suggestions: look.suggestions.filter((one) => one.trim() !== ""),
  });
  const save = () => {
    if (!checked.success) return;
    const input = { ...of, channel: settings.channel, look: checked.data };
    setLook.mutate(input, { onSuccess: () => void toast(t("saved")) });
  };
  return (
    <section className="mb-10" aria-label={t("title")}>
      <h2 className="mb-4 text-base font-semibold">{t("title")}</h2>
      <div className="grid gap-8 lg:grid-cols-[1fr_20rem]">
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Words look={look} change={change} />
          <Style look={look} change={change} widget={settings.channel === "widget"} />
          {!checked.success && <p className="text-sm text-danger-ink">{t("invalid")}</p>}
          <Button
            type="submit"
            variant="primary"
            busy={setLook.isPending}
            disabled={!checked.success}
          >
            {t("save")}
          </Button>
        </form>
        <LookPreview look={look} />
      </div>
    </section>
  );
}

interface PartProps {
  look: LookSettings;
  change: (part: Partial<LookSettings>) => void;
}

function Words({ look, change }: PartProps) {
  const t = useTranslations("publish.look");
  return (
    <>
      <Field label={t("name")} help={t("nameHelp")}>
        <Input
          value={look.title}
          maxLength={80}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <Field label={t("greeting")} help={t("greetingHelp")}>
        <Textarea
          rows={2}
          value={look.greeting}
          maxLength={1000}
          onChange={(event) => change({ greeting: event.target.value })}
        />
      </Field>
      <Field label={t("suggestions")} help={t("suggestionsHelp")}>
        <Textarea
          rows={3}
          value={look.suggestions.join("\n")}
          onChange={(event) => change({ suggestions: event.target.value.split("\n").slice(0, 6) })}
        />
      </Field>
      <Field label={t("footer")} help={t("footerHelp")}>
        <Input
          value={look.footer}
          maxLength={300}
          onChange={(event) => change({ footer: event.target.value })}
        />
      </Field>
    </>
  );
}

function Style({ look, change, widget }: PartProps & { widget: boolean }) {
  const t = useTranslations("publish.look");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("accent")} help={t("accentHelp")}>
        <Input
          value={look.accent ?? ""}
          maxLength={7}
          placeholder={t("accentExample")}
          className="font-mono"
          onChange={(event) => change({ accent: event.target.value.trim() || null })}
        />
      </Field>
      <Field label={t("avatar")} help={t("avatarHelp")}>
        <Input
          value={look.avatar ?? ""}
          maxLength={500}
          placeholder={t("avatarExample")}
          onChange={(event) => change({ avatar: event.target.value.trim() || null })}
        />
      </Field>
      <Field label={t("theme")}>
        <Select
          value={look.theme}
          options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
          onValueChange={(value) =>
            change({ theme: THEMES.find((theme) => theme === value) ?? "auto" })
          }
        />
      </Field>
      <Field label={t("language")}>
        <Select
          value={look.language ?? FOLLOW}
          options={[FOLLOW, ...LANGUAGES].map((value) => ({
            value,
            label: value === FOLLOW ? t("follow") : t(`languages.${value as "en"}`),
          }))}
          onValueChange={(value) => change({ language: value === FOLLOW ? null : value })}
        />
      </Field>
      {widget && (
        <Field label={t("position")}>
          <Select
            value={look.position}
            options={SIDES.map((value) => ({ value, label: t(`positions.${value}`) }))}
            onValueChange={(value) => change({ position: value === "left" ? "left" : "right" })}
          />
        </Field>
      )}
    </div>
  );
}
