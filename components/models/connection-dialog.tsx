"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { isProviderType, providerCatalog, type ProviderType } from "@/lib/providers/catalog";
import { ConnectionForm } from "./connection-form";
import type { ConnectionSummary } from "./connection-table";
import { ConnectionTested } from "./connection-tested";
import { ProviderPicker } from "./provider-picker";
import { useSaveConnection } from "./use-save-connection";

export interface ConnectionDialogProps {
  /** Null to add one. */
  connection: ConnectionSummary | null;
  onOpenChange: (open: boolean) => void;
}

/** Asks for the service and its key, keeps them and tests them at once. */
export function ConnectionDialog({ connection, onOpenChange }: ConnectionDialogProps) {
  const t = useTranslations("models.form");
  const [picked, setPicked] = useState<ProviderType | null>(null);
  const stored = connection && isProviderType(connection.provider) ? connection.provider : null;
  const type = stored ?? picked;
  const save = useSaveConnection(connection, type);
  const close = () => onOpenChange(false);
  const label = type === null ? "" : providerCatalog[type].messages.en.label;
  const title = connection
    ? t("editTitle", { name: connection.name })
    : type === null
      ? t("pickTitle")
      : t("addTitle", { name: label });
  const wide = type === null || save.result !== null;
  return (
    <Dialog open onOpenChange={onOpenChange} title={title} size={wide ? "lg" : "md"}>
      {type === null && <ProviderPicker onPick={setPicked} />}
      {type !== null && save.result && (
        <ConnectionTested result={save.result} onClose={close} onBack={save.again} />
      )}
      {type !== null && !save.result && (
        <ConnectionForm
          key={type}
          provider={providerCatalog[type]}
          connection={connection}
          initial={save.last}
          onSubmit={save.submit}
          onCancel={connection ? close : () => setPicked(null)}
          busy={save.busy}
          error={save.error}
        />
      )}
    </Dialog>
  );
}
