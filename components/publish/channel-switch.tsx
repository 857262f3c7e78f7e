"use client";

import { useTranslations } from "use-intl";
import { Switch } from "@/components/ui/switch";
import { audienceOf, isHosted } from "@/lib/publication/settings";
import { useOf, usePublicationActions, type ChannelSettings } from "./use-publication";

/** Opens a channel or closes it; says who is answered while it is open, and what is missing while it can't be. */
export function ChannelSwitch({ settings }: { settings: ChannelSettings }) {
  const t = useTranslations("publish.switch");
  const of = useOf();
  const { switchChannel } = usePublicationActions();
  const { channel, on, access, password } = settings;
  const audience = audienceOf(access);
  const lacks =
    audience === null
      ? "nobody"
      : isHosted(access) && access.who === "password" && !password
        ? "noPassword"
        : null;
  return (
    <div className="mb-8 rounded-card border bg-surface px-4 py-3">
      <Switch
        checked={on}
        disabled={switchChannel.isPending || (!on && lacks !== null)}
        onCheckedChange={(next) => switchChannel.mutate({ ...of, channel, on: next })}
        label={t(`label.${channel}`)}
        help={!on && lacks ? t(lacks) : audience && t(on ? `open.${audience}` : "closed")}
      />
    </div>
  );
}
