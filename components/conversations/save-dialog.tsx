"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { DocumentView } from "./conversation-document";
import { useSaveDocument } from "./use-save-document";

interface SaveDialogProps {
  conversationId: string;
  targets: DocumentView["targets"];
  onClose: () => void;
}

/** Says what leaves and whose it will be, before anything does. */
export function SaveDialog({ conversationId, targets, onClose }: SaveDialogProps) {
  const t = useTranslations("conversations.document");
  const common = useTranslations("common");
  const [picked, setPicked] = useState(targets[0]?.connectionId ?? "");
  const target = targets.find(({ connectionId }) => connectionId === picked) ?? targets[0];
  const documents = target?.documents ?? "";
  const { save, busy, error } = useSaveDocument(conversationId, () => {
    toast(t("done", { documents }));
    onClose();
  });
  if (!target) return null;
  const { service, name, account } = target;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title", { documents })}
      description={t("what", { service, account: account ?? t("unknownAccount", { name }) })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" busy={busy} onClick={() => save(target.connectionId)}>
            {t("save", { documents })}
          </Button>
        </>
      }
    >
      {targets.length > 1 && (
        <Field label={t("into")}>
          <Select
            value={target.connectionId}
            options={targets.map((one) => ({ value: one.connectionId, label: labelOf(one) }))}
            onValueChange={setPicked}
          />
        </Field>
      )}
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
}

function labelOf({ name, account }: DocumentView["targets"][number]): string {
  return account === null ? name : `${name} (${account})`;
}
