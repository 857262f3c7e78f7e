"use client";

import { useId } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isTimeZone, nextTime, type AtTimes } from "@/lib/knowledge/sync/next-time";

/** Times of day as people type them. */
export interface TypedTimes {
  /** With commas or spaces between them. */
  times: string;
  days: readonly number[];
  /** Empty for that of this browser. */
  zone: string;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];
export const FIRST_TIMES: TypedTimes = { times: "07:00", days: DAYS, zone: "" };

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const zoneOf = ({ zone }: TypedTimes): string => zone.trim() || ownZone();

/** The times in the form that is stored; null where one isn't right. */
function clockTimes(text: string): string[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const times = parts.map((part) => {
    const [, hours = "", minutes = ""] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(part) ?? [];
    return hours === "" ? null : `${hours.padStart(2, "0")}:${minutes}`;
  });
  const right = times.filter((time) => time !== null);
  return right.length > 0 && right.length === times.length ? [...new Set(right)].sort() : null;
}

/** What is sent of it; null where it isn't right. */
export function readTimes(typed: TypedTimes): AtTimes | null {
  const times = clockTimes(typed.times);
  const zone = zoneOf(typed);
  if (times === null || times.length > 24 || typed.days.length === 0 || !isTimeZone(zone))
    return null;
  return { times, days: [...typed.days], zone };
}

/** As it was stored. */
export const timesAsTyped = ({ times, days, zone }: AtTimes): TypedTimes => ({
  times: times.join(", "),
  days,
  zone,
});

export interface TimesFieldsProps {
  typed: TypedTimes;
  onChange: (typed: TypedTimes) => void;
  /** Whether what isn't right is told already. */
  tried: boolean;
}

/** At which times, on which days, by which clock; and when that is next. */
export function TimesFields({ typed, onChange, tried }: TimesFieldsProps) {
  const t = useTranslations("connections.source.at");
  const format = useFormatter();
  const zones = useId();
  const read = readTimes(typed);
  const next = read && nextTime(read, new Date());
  return (
    <fieldset className="space-y-3 rounded-card border p-3">
      <legend className="sr-only">{t("title")}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("times")}
          help={t("timesHelp")}
          error={tried && !clockTimes(typed.times) && t("timesInvalid")}
        >
          <Input
            value={typed.times}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => onChange({ ...typed, times: event.target.value })}
          />
        </Field>
        <Field
          label={t("zone")}
          help={t("zoneHelp")}
          error={!isTimeZone(zoneOf(typed)) && t("zoneInvalid")}
        >
          <Input
            value={typed.zone}
            placeholder={ownZone()}
            maxLength={100}
            autoComplete="off"
            list={zones}
            onChange={(event) => onChange({ ...typed, zone: event.target.value })}
          />
        </Field>
        <datalist id={zones}>
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <Weekdays days={typed.days} onChange={(days) => onChange({ ...typed, days })} />
      {typed.days.length === 0 && (
        <p role="alert" className="text-xs text-danger-ink">
          {t("daysInvalid")}
        </p>
      )}
      <p role="status" className="text-xs text-ink-2 empty:hidden">
        {next &&
          t("next", {
            when: format.dateTime(next, {
              weekday: "long",
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
              timeZone: zoneOf(typed),
              timeZoneName: "short",
            }),
          })}
      </p>
    </fieldset>
  );
}

/** 5 January 1970 was the first Monday. */
const dateOf = (day: number) => new Date((day + 3) * 86_400_000);

function Weekdays({
  days,
  onChange,
}: {
  days: readonly number[];
  onChange: (days: readonly number[]) => void;
}) {
  const t = useTranslations("connections.source.at");
  const format = useFormatter();
  const toggle = (day: number, on: boolean) =>
    onChange(DAYS.filter((each) => (each === day ? on : days.includes(each))));
  return (
    <div role="group" aria-label={t("days")} className="flex flex-wrap gap-x-4 gap-y-1">
      {DAYS.map((day) => (
        <Checkbox
          key={day}
          checked={days.includes(day)}
          onCheckedChange={(on) => toggle(day, on)}
          label={format.dateTime(dateOf(day), { weekday: "short", timeZone: "UTC" })}
        />
      ))}
    </div>
  );
}
