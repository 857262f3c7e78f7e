"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import type { RouterOutputs } from "@/lib/trpc/client";
import { FailureReason } from "./failure-reason";
import { mailStateOf, STATE_TONES } from "./mail-state";

type Mail = RouterOutputs["mail"]["overview"]["mails"][number];

/** To whom mails went and how. */
export function MailList({ mails }: { mails: readonly Mail[] }) {
  const t = useTranslations("settings.mail.column");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("what")} className="table-fixed">
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("what")}</HeaderCell>
            <HeaderCell className="w-32 max-sm:w-26">{t("state")}</HeaderCell>
            <HeaderCell align="right" className="w-28 max-sm:hidden">
              {t("when")}
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {mails.map((mail) => (
            <Row key={mail.id} mail={mail} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Row({ mail }: { mail: Mail }) {
  const t = useTranslations("settings.mail");
  const kinds = withDynamicKeys(useTranslations("settings.mail.kind"));
  const state = mailStateOf(mail);
  return (
    <TableRow>
      <Cell className="py-2 pl-4">
        <p className="truncate">{kinds.has(mail.kind) ? kinds(mail.kind) : mail.kind}</p>
        <p className="truncate text-xs text-ink-2">{mail.recipient}</p>
        {mail.error && <FailureReason error={mail.error} />}
      </Cell>
      <Cell className="py-2 align-top">
        <Badge tone={STATE_TONES[state]}>{t(`state.${state}`)}</Badge>
      </Cell>
      <Cell align="right" className="py-2 align-top text-ink-2 max-sm:hidden">
        <RelativeTime date={mail.createdAt} />
      </Cell>
    </TableRow>
  );
}
