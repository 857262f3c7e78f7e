"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { connectorCatalog, isConnectorType, type ConnectorType } from "@/lib/connectors/catalog";
import { Checks } from "./checks";
import { ConnectForm } from "./connect-form";
import { labelOf, type SourceConnection } from "./connection-table";
import { useConnect, type ConnectResult } from "./use-connect";

export interface ConnectDialogProps {
  /** Null to connect one. */
  connection: SourceConnection | null;
  onOpenChange: (open: boolean) => void;
}

/** Asks what to connect and with what, keeps it and tests it at once. */
export function ConnectDialog({ connection, onOpenChange }: ConnectDialogProps) {
  const t = useTranslations("connections.form");
  const [picked, setPicked] = useState<ConnectorType | null>(null);
  const stored = connection && isConnectorType(connection.type) ? connection.type : null;
  const type = stored ?? picked;
  const save = useConnect(connection, type);
  const close = () => onOpenChange(false);
  const title = connection
    ? t("editTitle", { name: connection.name })
    : type === null
      ? t("pickTitle")
      : t("addTitle", { name: labelOf(type) });
  return (
    <Dialog open onOpenChange={onOpenChange} title={title} size="lg">
      {type === null && <TypePicker onPick={setPicked} />}
      {type !== null && save.result && (
        <Tested type={type} result={save.result} onClose={close} onBack={save.again} />
      )}
      {type !== null && !save.result && (
        <ConnectForm
          key={type}
          definition={connectorCatalog[type]}
          connection={connection}
          initial={save.last}
          onSubmit={save.submit}
          onCancel={connection ? close : () => setPicked(null)}
          busy={save.busy}
          error={save.error}
        />
      )}
    </Dialog>
  );
}

function TypePicker({ onPick }: { onPick: (type: ConnectorType) => void }) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {Object.values(connectorCatalog).map(({ type, messages: { en } }) => (
        <li key={type} className="flex">
          <button
            type="button"
            className="flex w-full flex-col gap-1 rounded-card border bg-surface p-3 text-left hover:bg-raised"
            aria-labelledby={`connector-${type}`}
            aria-describedby={`about-${type}`}
            onClick={() => onPick(type)}
          >
            <span id={`connector-${type}`} className="text-sm font-semibold">
              {en.label}
            </span>
            <span id={`about-${type}`} className="text-xs text-pretty text-ink-2">
              {en.description}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface TestedProps {
  type: ConnectorType;
  result: ConnectResult;
  onClose: () => void;
  onBack: () => void;
}

function Tested({ type, result, onClose, onBack }: TestedProps) {
  const common = useTranslations("common");
  const works = !("error" in result) && result.checks.every(({ ok }) => ok);
  return (
    <div className="space-y-4">
      {"error" in result ? (
        <ErrorNotice error={result.error} />
      ) : (
        <Checks type={type} tested={result} />
      )}
      <div className="flex justify-end gap-2">
        <Button variant={works ? "primary" : "secondary"} onClick={onClose}>
          {works ? common("done") : common("close")}
        </Button>
        {!works && (
          <Button variant="primary" onClick={onBack}>
            {common("edit")}
          </Button>
        )}
      </div>
    </div>
  );
}
