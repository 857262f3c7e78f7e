import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export interface PageProps {
  title: ReactNode;
  intro?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** Above the title, such as a way back. */
  above?: ReactNode;
  children: ReactNode;
  /** `wide` for tables that use all the room there is. */
  width?: "normal" | "wide";
  className?: string;
}

/** A page of the workspace with its one h1. */
export function Page({
  title,
  intro,
  actions,
  above,
  children,
  width = "normal",
  className,
}: PageProps) {
  return (
    <div
      className={cn(
        "mx-auto flex min-h-full flex-col px-4 pt-6 pb-12 sm:px-8 sm:pt-10",
        width === "normal" ? "max-w-240" : "max-w-300",
        className,
      )}
    >
      {above}
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className="text-lg font-semibold break-words">{title}</h1>
          {intro && <p className="mt-1 max-w-150 text-pretty text-ink-2">{intro}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
