"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import type { TestedConnection } from "./use-save-connection";

type Model = TestedConnection["models"][number];

/** The models that a key reaches, with what is known of each; what isn't is said to be unknown. */
export function ModelFacts({ models }: { models: readonly Model[] }) {
  const t = useTranslations("models.facts");
  return (
    <div className="max-h-80 overflow-auto rounded-card border">
      <Table aria-label={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell className="pl-3">{t("model")}</HeaderCell>
            <HeaderCell align="right">{t("context")}</HeaderCell>
            <HeaderCell align="right">{t("price")}</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {models.map((model) => (
            <TableRow key={model.id}>
              <Cell className="py-1.5 pl-3">
                <p className="font-mono text-xs break-all">{model.id}</p>
                <Abilities model={model} />
              </Cell>
              <Cell align="right" className="text-ink-2 tabular-nums">
                {model.contextWindow === undefined
                  ? t("unknown")
                  : t("tokens", { count: model.contextWindow })}
              </Cell>
              <Cell align="right" className="pr-3 text-ink-2 tabular-nums">
                <Price model={model} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const ABILITIES = ["tools", "structuredOutput", "vision", "reasoning"] as const;

function Abilities({ model }: { model: Model }) {
  const t = useTranslations("models.facts");
  const can = ABILITIES.filter((ability) => model[ability] === true);
  const unknown = model.kind === undefined && can.length === 0;
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      {model.kind !== undefined && <Badge>{t(`kind.${model.kind}`)}</Badge>}
      {can.map((ability) => (
        <Badge key={ability}>{t(`can.${ability}`)}</Badge>
      ))}
      {unknown && <span className="text-xs text-ink-2">{t("unknownAbilities")}</span>}
    </p>
  );
}

function Price({ model: { price } }: { model: Model }) {
  const t = useTranslations("models.facts");
  if (!price) return <>{t("unknown")}</>;
  if (price.search !== undefined) return <>{t("perSearches", { price: price.search * 1000 })}</>;
  return <>{t("perMillion", { input: price.input, output: price.output })}</>;
}
