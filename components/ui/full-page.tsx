import type { ReactNode } from "react";

/** A message in the middle of an otherwise empty page. */
export function FullPage({
  title,
  children,
  actions,
}: {
  title: string;
  children: ReactNode;
  actions: ReactNode;
}) {
  return (
    <div className="mx-auto flex min-h-[80dvh] max-w-120 flex-col items-center justify-center px-6 py-20 text-center">
      <h1 className="text-lg font-semibold text-balance">{title}</h1>
      <p className="mt-2 text-pretty text-ink-2">{children}</p>
      <div className="mt-6 w-full">{actions}</div>
    </div>
  );
}
