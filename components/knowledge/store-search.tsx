"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { FoundPassage } from "./found-passage";
import { SearchVerdict, thresholdsOf } from "./search-verdict";
import type { StoreDetails } from "./store-summary";
import { ANYBODY, ViewAsField, YOURSELF } from "./view-as-field";
import { ViewAsResult } from "./view-as-result";

export type SearchResult = RouterOutputs["store"]["search"];

const LIMITS = ["4", "8", "16", "32", "50"];
const USUAL_LIMIT = "8";

export interface StoreSearchProps {
  storeId: string;
  /** Whose routers are told of. */
  usedBy: StoreDetails["usedBy"];
}

/** Asks one store: the passages it finds, in its order, why it found them, and what a router would make of them. */
export function StoreSearch({ storeId, usedBy }: StoreSearchProps) {
  const t = useTranslations("stores.search");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [text, setText] = useState("");
  const [query, setQuery] = useState("");
  const [limit, setLimit] = useState(USUAL_LIMIT);
  const [as, setAs] = useState(YOURSELF);
  const viewed = useMutation(trpc.store.viewAs.mutationOptions());
  const found = useQuery(
    trpc.store.search.queryOptions(
      { workspace, id: storeId, query, limit: Number(limit) },
      { enabled: query !== "" && as === YOURSELF, placeholderData: keepPreviousData, retry: false },
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setQuery(text.trim());
    if (as !== YOURSELF) {
      const userId = as === ANYBODY ? null : as;
      viewed.mutate({ workspace, id: storeId, query: text.trim(), limit: Number(limit), userId });
      return;
    }
    // The same question again: the store may hold something else by now.
    if (text.trim() === query && query !== "") void found.refetch();
  };
  return (
    <div>
      <form role="search" onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <Field label={t("title")} className="min-w-52 grow">
          <Input
            value={text}
            maxLength={2000}
            autoComplete="off"
            placeholder={t("placeholder")}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Field label={t("limit")} className="w-20">
          <Select
            value={limit}
            onValueChange={setLimit}
            options={LIMITS.map((value) => ({ value, label: value }))}
          />
        </Field>
        <ViewAsField
          value={as}
          onChange={(next) => {
            setAs(next);
            viewed.reset();
          }}
        />
        <Button
          type="submit"
          busy={found.isFetching || viewed.isPending}
          disabled={text.trim() === ""}
        >
          {t("action")}
        </Button>
      </form>
      {as === YOURSELF ? (
        <>
          {found.error && <ErrorNotice error={found.error} className="mt-3" />}
          {query !== "" && found.data && <Found result={found.data} usedBy={usedBy} />}
        </>
      ) : (
        <>
          {viewed.error && <ErrorNotice error={viewed.error} className="mt-3" />}
          {viewed.data && <ViewAsResult result={viewed.data} />}
        </>
      )}
    </div>
  );
}

function Found({ result, usedBy }: { result: SearchResult; usedBy: StoreDetails["usedBy"] }) {
  const t = useTranslations("stores.search");
  const { passages, weights, verdict } = result;
  const thresholds = thresholdsOf(verdict.threshold, usedBy);
  const decisionOn = (id: string) => {
    const weight = weights.find((one) => one.id === id);
    return weight && { score: verdict.score, without: weight.without, thresholds };
  };
  return (
    <div className="mt-4">
      <SearchVerdict result={result} usedBy={usedBy} />
      <p role="status" className="mt-4 text-xs text-ink-2">
        <span className="font-medium text-ink">{t("results", { count: passages.length })}</span>
      </p>
      {passages.length === 0 && <p className="mt-1 text-ink-2">{t("nothing")}</p>}
      <ol className="mt-2 space-y-2">
        {passages.map((passage) => (
          <FoundPassage key={passage.id} passage={passage} decision={decisionOn(passage.id)} />
        ))}
      </ol>
    </div>
  );
}
