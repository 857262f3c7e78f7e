"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";

export interface AlertAddressFormProps {
  /** Gets the secret, which is never told again. */
  onSaved: (secret: string) => void;
  /** There is an address already, which may stay. */
  onCancel?: () => void;
}

const isAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Where alerts go from now on. */
export function AlertAddressForm({ onSaved, onCancel }: AlertAddressFormProps) {
  const t = useTranslations("settings.alerts");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [address, setAddress] = useState("");
  const [tried, setTried] = useState(false);
  const save = useMutation(
    trpc.alert.set.mutationOptions({
      onSuccess: async ({ secret }) => {
        await queryClient.invalidateQueries(trpc.alert.view.pathFilter());
        onSaved(secret);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isAddress(address.trim())) save.mutate({ workspace, address: address.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-150 space-y-3">
      <Field
        label={t("address")}
        help={onCancel ? t("replaceHelp") : t("addressHelp")}
        error={tried && !isAddress(address.trim()) && t("addressInvalid")}
      >
        <Input
          type="url"
          value={address}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("addressExample")}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={save.isPending}>
          {t("action")}
        </Button>
        {onCancel && <Button onClick={onCancel}>{common("cancel")}</Button>}
      </div>
    </form>
  );
}
