"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import type { AtTimes } from "@/lib/knowledge/sync/next-time";
import { FIRST_TIMES, readTimes, TimesFields, timesAsTyped, type TypedTimes } from "./times-fields";
import { connectorCatalog, isConnectorType, wordsOf } from "@/lib/connectors/catalog";

/** What of a source is taken and how often, as people type it. */
export interface Taking {
  /** Patterns, one a line. */
  include: string;
  exclude: string;
  largestMb: string;
  /** "manual", "at" or minutes. */
  every: string;
  at: TypedTimes;
  /** For those alone who may read it there. */
  respects: boolean;
}

export const FIRST_TAKING: Taking = {
  include: "",
  exclude: "",
  largestMb: "200",
  every: "60",
  at: FIRST_TIMES,
  respects: false,
};
const EVERY = ["manual", "15", "60", "360", "1440", "at"] as const;
const MB = 2 ** 20;

/** What is sent of it; null where it isn't right. */
export function readTaking({ include, exclude, largestMb, every, at, respects }: Taking) {
  const megabytes = readMegabytes(largestMb);
  const atTimes = every === "at" ? readTimes(at) : null;
  if (megabytes === null || (every === "at" && atTimes === null)) return null;
  const lines = (text: string) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return {
    filters: {
      include: lines(include),
      exclude: lines(exclude),
      maxBytes: Math.round(megabytes * MB),
    },
    everyMinutes: every === "manual" || every === "at" ? null : Number(every),
    atTimes,
    respectsPermissions: respects,
  };
}

/** Null where it isn't between 1 and 2000. */
function readMegabytes(text: string): number | null {
  const megabytes = Number(text);
  return Number.isFinite(megabytes) && megabytes >= 1 && megabytes <= 2000 ? megabytes : null;
}

/** As it was stored. */
export function takingOf({
  filters,
  everyMinutes,
  atTimes,
  respectsPermissions,
}: {
  filters: { include: readonly string[]; exclude: readonly string[]; maxBytes: number };
  everyMinutes: number | null;
  atTimes: AtTimes | null;
  respectsPermissions: boolean;
}): Taking {
  return {
    include: filters.include.join("\n"),
    exclude: filters.exclude.join("\n"),
    largestMb: String(Math.round(filters.maxBytes / MB)),
    every: atTimes ? "at" : everyMinutes === null ? "manual" : String(everyMinutes),
    at: atTimes ? timesAsTyped(atTimes) : FIRST_TIMES,
    respects: respectsPermissions,
  };
}

export interface TakingFieldsProps {
  taking: Taking;
  onChange: (taking: Taking) => void;
  /** Of its connector. */
  type: string;
  /** Whether what isn't right is told already. */
  tried: boolean;
}

export function TakingFields({ taking, onChange, type, tried }: TakingFieldsProps) {
  const t = useTranslations("connections.source");
  const set =
    (key: Exclude<keyof Taking, "respects" | "at">) => (event: { target: { value: string } }) =>
      onChange({ ...taking, [key]: event.target.value });
  const known = EVERY.map((value) => ({
    value: value,
    label: t(`everyOption.${value}`),
  }));
  const options = known.some(({ value }) => value === taking.every)
    ? known
    : [...known, { value: taking.every, label: t("everyMinutes", { count: taking.every }) }];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("include")} help={t("includeHelp")}>
          <Textarea
            rows={2}
            maxLength={5000}
            spellCheck={false}
            value={taking.include}
            onChange={set("include")}
          />
        </Field>
        <Field label={t("exclude")} help={t("excludeHelp")}>
          <Textarea
            rows={2}
            maxLength={5000}
            spellCheck={false}
            value={taking.exclude}
            onChange={set("exclude")}
          />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("every")}>
          <Select
            value={taking.every}
            onValueChange={(every) => onChange({ ...taking, every })}
            options={options}
          />
        </Field>
        <Field
          label={t("largest", { item: wordsOf(type).item })}
          error={tried && readMegabytes(taking.largestMb) === null && t("largestInvalid")}
        >
          <Input
            inputMode="numeric"
            value={taking.largestMb}
            maxLength={6}
            onChange={set("largestMb")}
          />
        </Field>
      </div>
      {taking.every === "at" && (
        <TimesFields
          typed={taking.at}
          onChange={(at) => onChange({ ...taking, at })}
          tried={tried}
        />
      )}
      <Respects
        type={type}
        checked={taking.respects}
        onChange={(respects) => onChange({ ...taking, respects })}
      />
    </>
  );
}

interface RespectsProps {
  type: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Respects({ type, checked, onChange }: RespectsProps) {
  const t = useTranslations("connections.source");
  const definition = isConnectorType(type) ? connectorCatalog[type] : null;
  if (definition?.abilities.permissions) {
    return (
      <Switch
        label={t("respects")}
        help={t("respectsHelp")}
        checked={checked}
        onCheckedChange={onChange}
      />
    );
  }
  return (
    <p className="text-xs text-ink-2">
      {t("respectsNot", { source: definition?.messages.en.label ?? "" })}
    </p>
  );
}
