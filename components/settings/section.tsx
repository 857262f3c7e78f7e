import type { ReactNode } from "react";

export interface SectionProps {
  title: ReactNode;
  body?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A part of a settings tab with its heading. */
export function Section({ title, body, actions, children }: SectionProps) {
  return (
    <section className="mb-10">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          {body && <p className="mt-0.5 max-w-150 text-pretty text-ink-2">{body}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
