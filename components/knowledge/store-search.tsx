"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";
import { FoundPassage } from "./found-passage";

/** Asks one store and shows what it finds, in its order: the passages that an answer would be made from. */
export function StoreSearch({ storeId }: { storeId: string }) {
  const t = useTranslations("knowledge.search");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [text, setText] = useState("");
  const [query, setQuery] = useState("");
  const found = useQuery(
    trpc.store.search.queryOptions(
      { workspace, id: storeId, query },
      { enabled: query !== "", placeholderData: keepPreviousData, retry: false },
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setQuery(text.trim());
  };
  return (
    <div>
      <form role="search" onSubmit={submit} className="flex items-end gap-2">
        <Field label={t("title")} className="grow">
          <Input
            value={text}
            maxLength={2000}
            autoComplete="off"
            placeholder={t("placeholder")}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button type="submit" busy={found.isFetching} disabled={text.trim() === ""}>
          {t("action")}
        </Button>
      </form>
      {found.error && <ErrorNotice error={found.error} className="mt-3" />}
      {query !== "" && found.data && (
        <div className="mt-4">
          <p role="status" className="text-xs text-ink-2">
            {t("results", { count: found.data.length })}
            {found.data.length > 0 && ` · ${t("scoreHelp")}`}
          </p>
          {found.data.length === 0 && <p className="mt-1 text-ink-2">{t("nothing")}</p>}
          <ol className="mt-2 space-y-2">
            {found.data.map((passage) => (
              <FoundPassage key={passage.id} passage={passage} />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
