import type { ReactNode } from "react";

export interface SectionProps {
  title: ReactNode;
  /** Where the tab above already says it; screen readers still get the heading. */
  hideTitle?: boolean;
  body?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A part of a settings tab with its heading. */
export function Section({ title, hideTitle, body, actions, children }: SectionProps) {
  return (
    <section className="mb-10">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className={hideTitle ? "sr-only" : "text-base font-semibold"}>{title}</h2>
          {body && <p className="mt-0.5 max-w-150 text-pretty text-ink-2">{body}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
