"use client";

import { useTranslations } from "use-intl";
import { Section } from "@/components/settings/section";
import { ChannelSwitch } from "./channel-switch";
import { CopyableCode } from "./copyable-code";
import { EmbedChecker } from "./embed-checker";
import { IdentityKey } from "./identity-key";
import { LookForm } from "./look-form";
import { SitesForm } from "./sites-form";
import { useOrigin } from "./use-origin";
import type { Publication } from "./use-publication";

/** The chat on other sites: which sites, how it looks, what to paste, and why it doesn't come up. */
export function WidgetTab({ publication }: { publication: Publication }) {
  const t = useTranslations("publish.widget");
  const settings = publication.channels.find(({ channel }) => channel === "widget");
  const origin = useOrigin();
  if (settings?.access.channel !== "widget") return null;
  const { access } = settings;
  const tag = `<script src="${origin}/widget/v1.js" data-publication="${publication.id ?? ""}" async></script>`;
  return (
    <>
      <ChannelSwitch settings={settings} />
      <Section title={t("sites")} body={t("sitesBody")}>
        <SitesForm key={access.origins.join(" ")} access={access} />
      </Section>
      {publication.id !== null && (
        <Section title={t("paste")} body={t("pasteBody")}>
          <div className="space-y-6">
            <CopyableCode label={t("tag")} code={tag} />
            <EmbedChecker origins={access.origins} on={settings.on} />
          </div>
        </Section>
      )}
      <LookForm settings={settings} />
      <Section title={t("identify")} body={t("identifyBody")}>
        <IdentityKey access={access} exists={publication.identityKey} />
      </Section>
    </>
  );
}
