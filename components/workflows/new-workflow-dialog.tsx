"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LayoutTemplate, SquareDashed, TextCursorInput } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC, type RouterInputs } from "@/lib/trpc/client";

type Template = RouterInputs["workflow"]["create"]["template"];

export interface NewWorkflowDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function NewWorkflowDialog(props: NewWorkflowDialogProps) {
  return props.open ? <OpenNewWorkflowDialog {...props} /> : null;
}

function OpenNewWorkflowDialog({ open, onOpenChange }: NewWorkflowDialogProps) {
  const t = useTranslations("workflows.create");
  const common = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const [name, setName] = useState(t("nameDefault"));
  const [template, setTemplate] = useState<Template>("answer-from-documents");
  const create = useCreateWorkflow();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate({ workspace, name: name.trim(), template });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")}>
      <form onSubmit={submit} className="space-y-5">
        <Field label={common("name")} error={!name.trim() && common("nameRequired")}>
          <Input
            value={name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        </Field>
        <ChoiceCards
          label={t("start")}
          value={template}
          onValueChange={setTemplate}
          options={[
            {
              value: "answer-from-documents",
              label: t("template"),
              help: t("templateHelp"),
              icon: LayoutTemplate,
            },
            {
              value: "answer-a-form",
              label: t("form"),
              help: t("formHelp"),
              icon: TextCursorInput,
            },
            { value: "blank", label: t("blank"), help: t("blankHelp"), icon: SquareDashed },
          ]}
        />
        {create.error && <ErrorNotice error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess}>
            {t("action")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Makes the workflow and opens it on the canvas. */
function useCreateWorkflow() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  return useMutation(
    trpc.workflow.create.mutationOptions({
      onSuccess: async ({ id }) => {
        router.push(`/${workspace}/workflows/${id}`);
        await queryClient.invalidateQueries(trpc.workflow.list.queryFilter({ workspace }));
      },
    }),
  );
}
