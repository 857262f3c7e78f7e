"use client";

import { Plus, Trash2 } from "lucide-react";
import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

interface Route {
  readonly port: string;
  readonly name: string;
}

export interface RouteListProps<R extends Route> {
  label: string;
  help: string | undefined;
  error: string | undefined;
  addLabel: string;
  routes: readonly R[];
  disabled: boolean;
  onChange: (routes: readonly R[]) => void;
  /** A new route; its port is one that none of the routes has. */
  make: () => R;
  /** What is set of a route beside its name. */
  children: (route: R, change: (part: Partial<R>) => void) => ReactNode;
}

/** The named ways out of a router, each with its settings. */
export function RouteList<R extends Route>({ label, help, error, ...list }: RouteListProps<R>) {
  const t = useTranslations("editor.routes");
  const id = useId();
  const { routes, disabled, onChange } = list;
  return (
    <section aria-labelledby={id} className="space-y-2">
      <div>
        <h3 id={id} className="text-sm font-medium">
          {label}
        </h3>
        {help && <p className="text-xs text-ink-2">{help}</p>}
      </div>
      {routes.map((route, index) => {
        const change = (part: Partial<R>) => onChange(routes.with(index, { ...route, ...part }));
        const name = route.name.trim() || t("unnamed", { number: index + 1 });
        return (
          <div key={route.port} role="group" aria-label={name} className="rounded-card border p-3">
            <div className="flex items-end gap-1.5">
              <Field label={t("name")} className="grow">
                <Input
                  value={route.name}
                  maxLength={60}
                  placeholder={t("namePlaceholder")}
                  disabled={disabled}
                  onChange={(event) => change({ name: event.target.value } as Partial<R>)}
                />
              </Field>
              {!disabled && (
                <IconButton
                  icon={Trash2}
                  label={t("remove", { name })}
                  onClick={() => onChange(routes.filter((other) => other !== route))}
                />
              )}
            </div>
            <div className="mt-3 space-y-3">{list.children(route, change)}</div>
          </div>
        );
      })}
      {error && <p className="text-xs text-danger-ink">{error}</p>}
      {!disabled && (
        <Button size="sm" onClick={() => onChange([...routes, list.make()])}>
          <Plus aria-hidden className="size-3.5" /> {list.addLabel}
        </Button>
      )}
    </section>
  );
}
