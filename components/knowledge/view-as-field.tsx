import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/lib/trpc/client";

export const YOURSELF = "yourself";
export const ANYBODY = "anybody";
/** Somebody who was invited to a published assistant. */
export const INVITED = "invited";

export interface ViewAsFieldProps {
  /** {@link YOURSELF}, {@link ANYBODY}, {@link INVITED} or the id of a member. */
  value: string;
  onChange: (value: string) => void;
  /** Leaves out {@link YOURSELF}, and offers {@link INVITED}. */
  othersOnly?: boolean;
}

/** Whose eyes a search is for; only for those who may look as others do. */
export function ViewAsField({ value, onChange, othersOnly = false }: ViewAsFieldProps) {
  const t = useTranslations("stores.viewAs");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const may = useCan("knowledge.view-as");
  const members = useQuery(trpc.member.list.queryOptions({ workspace }, { enabled: may }));
  const me = useQuery(trpc.account.me.queryOptions());
  if (!may) return null;
  const shown = (members.data ?? []).filter(({ userId }) => othersOnly || userId !== me.data?.id);
  return (
    <Field label={t("label")} className="w-44">
      <Select
        value={value}
        onValueChange={onChange}
        options={[
          ...(othersOnly ? [] : [{ value: YOURSELF, label: t("you") }]),
          { value: ANYBODY, label: t("anybody"), hint: t("anybodyHint") },
          ...(othersOnly ? [{ value: INVITED, label: t("invited"), hint: t("invitedHint") }] : []),
          ...shown.map(({ userId, name, email }) => ({ value: userId, label: name, hint: email })),
        ]}
        footer={<p className="px-2 py-1.5 text-xs text-ink-2">{t("noted")}</p>}
      />
    </Field>
  );
}
