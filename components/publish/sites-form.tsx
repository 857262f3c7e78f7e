"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { urlOf } from "@/lib/publication/check-embed";
import { isExactOrigin, MAX_ORIGINS, type AccessOf } from "@/lib/publication/settings";
import { useOf, usePublicationActions } from "./use-publication";

/** The sites that the chat may be on; each is an exact origin, and nothing is allowed that isn't on the list. */
export function SitesForm({ access }: { access: AccessOf<"widget"> }) {
  const t = useTranslations("publish.widget");
  const of = useOf();
  const { setAccess } = usePublicationActions();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<"site" | "insecure" | null>(null);
  const set = (origins: string[]) => setAccess.mutate({ ...of, access: { ...access, origins } });
  const add = () => {
    const site = urlOf(text)?.origin;
    if (site === undefined) return setProblem("site");
    if (!isExactOrigin(site)) return setProblem("insecure");
    setProblem(null);
    if (!access.origins.includes(site)) set([...access.origins, site]);
  };
  return (
    <div className="space-y-4">
      <form
        className="flex items-start gap-2"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field
          label={t("site")}
          help={t("siteHelp")}
          error={problem && t(`problem.${problem}`)}
          className="grow"
        >
          <Input
            value={text}
            placeholder={t("siteExample")}
            maxLength={300}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="mt-6.5"
          busy={setAccess.isPending}
          disabled={access.origins.length >= MAX_ORIGINS}
        >
          {t("addSite")}
        </Button>
      </form>
      {access.origins.length === 0 && <p className="text-sm text-refuse-ink">{t("noSites")}</p>}
      {access.origins.length > 0 && (
        <ul className="rounded-card border bg-surface">
          {access.origins.map((site) => (
            <li
              key={site}
              className="flex min-h-11 items-center justify-between gap-3 border-b py-1 pr-2 pl-4 last:border-b-0"
            >
              <span className="truncate font-mono text-xs">{site}</span>
              <IconButton
                icon={X}
                label={t("removeSite", { site })}
                onClick={() => set(access.origins.filter((other) => other !== site))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
