"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";
import { useErrorToast } from "./use-error-toast";

interface CsvButtonProps {
  label: string;
  /** Of the file. */
  name: string;
  load: () => Promise<string>;
}

/** Fetches a table as CSV and hands it over as a file. */
export function CsvButton({ label, name, load }: CsvButtonProps) {
  const showError = useErrorToast();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const csv = await load();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button busy={busy} onClick={() => void download().catch(showError)}>
      <Download aria-hidden className="size-4" /> {label}
    </Button>
  );
}
