"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Switch } from "@/components/ui/switch";
import type { AccessOf } from "@/lib/publication/settings";
import { ShownOnce } from "./shown-once";
import { useOf, usePublicationActions } from "./use-publication";

/** The key with which a site's server vouches for its visitors, and whether it has to. */
export function IdentityKey({ access, exists }: { access: AccessOf<"widget">; exists: boolean }) {
  const t = useTranslations("publish.identity");
  const of = useOf();
  const { renewIdentityKey, setAccess } = usePublicationActions();
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const renew = () =>
    renewIdentityKey.mutate(of, {
      onSuccess: (made) => {
        setAsking(false);
        setKey(made.key);
      },
    });
  return (
    <div className="space-y-4">
      <Button
        busy={renewIdentityKey.isPending}
        onClick={() => (exists ? setAsking(true) : renew())}
      >
        {exists ? t("renew") : t("make")}
      </Button>
      {exists && (
        <Switch
          checked={access.identified}
          disabled={setAccess.isPending}
          onCheckedChange={(identified) =>
            setAccess.mutate({ ...of, access: { ...access, identified } })
          }
          label={t("required")}
          help={t("requiredHelp")}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("renewTitle")}
        body={t("renewBody")}
        confirmLabel={t("renew")}
        busy={renewIdentityKey.isPending}
        onConfirm={renew}
      />
      {key !== null && (
        <ShownOnce
          title={t("madeTitle")}
          body={t("madeBody")}
          label={t("key")}
          value={key}
          onClose={() => setKey(null)}
        />
      )}
    </div>
  );
}
