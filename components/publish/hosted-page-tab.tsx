"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "@/components/settings/section";
import { Button } from "@/components/ui/button";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { isHosted, type AccessOf, type HostedChannel } from "@/lib/publication/settings";
import { ChannelSwitch } from "./channel-switch";
import { CopyableCode } from "./copyable-code";
import { Invitations } from "./invitations";
import { LookForm } from "./look-form";
import { useOrigin } from "./use-origin";
import { useOf, usePublicationActions, type Publication } from "./use-publication";

const WHO = ["nobody", "members", "invited", "password", "link"] as const;
const MIN_PASSWORD = 8;

const FOLDERS = { page: "chat", form: "form" } as const;

interface HostedPageTabProps {
  readonly publication: Publication;
  readonly channel: HostedChannel;
}

/** A page of its own for the chat or the form: who may open it, how it looks, where it is. */
export function HostedPageTab({ publication, channel }: HostedPageTabProps) {
  const t = useTranslations("publish.page");
  const of = useOf();
  const origin = useOrigin();
  const { setAccess } = usePublicationActions();
  const settings = publication.channels.find((one) => one.channel === channel);
  if (!settings || !isHosted(settings.access)) return null;
  const { access } = settings;
  const choose = (who: (typeof access)["who"]) =>
    setAccess.mutate({ ...of, access: { ...access, who } });
  return (
    <>
      <ChannelSwitch settings={settings} />
      <Section title={t("who")} body={t("whoBody")}>
        <div className="max-w-150 space-y-5">
          <ChoiceCards
            label={t("whoLabel")}
            value={access.who}
            onValueChange={choose}
            options={WHO.map((value) => ({
              value,
              label: t(`${value}.label`),
              help: t(`${value}.help`),
            }))}
          />
          {access.who === "password" && <PasswordForm access={access} set={settings.password} />}
          {access.who === "invited" && <Invitations channel={channel} />}
        </div>
      </Section>
      {access.channel === "form" && (
        <Section title={t("batch")} body={t("batchBody")}>
          <Switch
            checked={access.batch}
            disabled={setAccess.isPending}
            onCheckedChange={(batch) => setAccess.mutate({ ...of, access: { ...access, batch } })}
            label={t("batchLabel")}
            help={t("batchHelp")}
          />
        </Section>
      )}
      {publication.id !== null && settings.on && (
        <Section title={t("address")} body={t("addressBody")}>
          <CopyableCode
            label={t("addressLabel")}
            code={`${origin}/${FOLDERS[channel]}/${publication.id}`}
          />
        </Section>
      )}
      <LookForm settings={settings} />
    </>
  );
}

function PasswordForm({ access, set }: { access: AccessOf<HostedChannel>; set: boolean }) {
  const t = useTranslations("publish.page");
  const of = useOf();
  const { setAccess } = usePublicationActions();
  const [password, setPassword] = useState("");
  const short = password.length < MIN_PASSWORD;
  const save = () =>
    setAccess.mutate(
      { ...of, access, password },
      {
        onSuccess: () => {
          setPassword("");
          toast(t("passwordSaved"));
        },
      },
    );
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label={set ? t("newPassword") : t("passwordLabel")}
        help={t("passwordHelp", { min: MIN_PASSWORD })}
        className="grow"
      >
        <Input
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" className="mt-6.5" disabled={short} busy={setAccess.isPending}>
        {t("setPassword")}
      </Button>
    </form>
  );
}
