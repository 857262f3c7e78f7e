"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";

interface ModelInputProps {
  connectionId: string;
  value: string;
  disabled?: boolean;
  onChange: (model: string) => void;
  /** Takes what was typed instead of sending the form. */
  onEnter?: () => void;
}

/** A model's name, picked from what the service lists or typed. */
export function ModelInput({ connectionId, value, disabled, onChange, onEnter }: ModelInputProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const listId = useId();
  const models = useQuery(
    trpc.connection.models.queryOptions({ workspace, id: connectionId }, { retry: false }),
  );
  return (
    <>
      <Input
        list={listId}
        value={value}
        disabled={disabled}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !onEnter) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <datalist id={listId}>
        {models.data?.map(({ id }) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </>
  );
}
