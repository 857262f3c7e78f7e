"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";

interface ShownOnceProps {
  title: string;
  body: string;
  label: string;
  value: string;
  onClose: () => void;
}

/** A secret or a link that the server keeps only the hash of: to be taken along now. */
export function ShownOnce({ title, body, label, value, onClose }: ShownOnceProps) {
  const common = useTranslations("common");
  return (
    <Dialog open onOpenChange={onClose} title={title} description={body} size="sm">
      <div className="space-y-4">
        <CopyField label={label} value={value} copyLabel={common("copy")} />
        <div className="flex justify-end">
          <Button onClick={onClose}>{common("done")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
