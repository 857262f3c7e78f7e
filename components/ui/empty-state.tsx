import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: ReactNode;
  /** One sentence that teaches what this place is for. */
  children?: ReactNode;
  /** One primary action, and at most one "see an example". */
  actions?: ReactNode;
  className?: string;
}

export function EmptyState({ icon: Icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      {Icon && (
        <span className="mb-4 flex size-11 items-center justify-center rounded-card border bg-surface text-ink-2">
          <Icon aria-hidden className="size-5" />
        </span>
      )}
      <h2 className="text-base leading-tight font-semibold">{title}</h2>
      {children && <p className="mt-1.5 max-w-105 text-sm text-pretty text-ink-2">{children}</p>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
