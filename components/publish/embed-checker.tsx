"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { checkEmbed, type EmbedCheck } from "@/lib/publication/check-embed";

/** Says for the address of a page whether the chat comes up there, and if not, what to do. */
export function EmbedChecker({ origins, on }: { origins: readonly string[]; on: boolean }) {
  const t = useTranslations("publish.check");
  const [address, setAddress] = useState("");
  const check = address.trim() === "" ? null : checkEmbed(address, origins);
  const fine = check?.code === "allowed" && on;
  const Icon = fine ? CircleCheck : TriangleAlert;
  return (
    <div className="space-y-2">
      <Field label={t("title")} help={t("help")}>
        <Input
          value={address}
          placeholder={t("example")}
          maxLength={2000}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <div role="status" className="min-h-6">
        {check && (
          <p className={`flex gap-2 text-sm ${fine ? "text-accent-ink" : "text-refuse-ink"}`}>
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 break-words">
              <Verdict check={check} on={on} />
            </span>
          </p>
        )}
      </div>
    </div>
  );
}

function Verdict({ check, on }: { check: EmbedCheck; on: boolean }) {
  const t = useTranslations("publish.check");
  switch (check.code) {
    case "no-address":
      return t("noAddress");
    case "insecure":
      return t("insecure", { secure: check.secure });
    case "not-listed":
      return t("notListed", { origin: check.origin });
    case "allowed":
      return on ? t("allowed") : t("off");
    case "www":
    case "port":
    case "scheme":
      return t(check.code, { origin: check.origin, near: check.near });
  }
}
