import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import { translator } from "@/lib/i18n/translator";

/** The calm middle of the page for signing in and making an account. */
export function AuthCard({
  title,
  intro,
  children,
}: {
  title: ReactNode;
  intro?: ReactNode;
  children: ReactNode;
}) {
  const t = translator("auth");
  const common = translator("common");
  return (
    <main
      id="main"
      className="flex min-h-dvh flex-col items-center justify-center bg-[radial-gradient(var(--canvas-dot)_1px,transparent_1px)] bg-size-[20px_20px] px-4 py-10"
    >
      <div className="w-full max-w-100 rounded-panel border bg-surface p-7 shadow-float sm:p-9">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo />
          <p className="text-base font-semibold">{common("productName")}</p>
        </div>
        <h1 className="text-lg font-semibold text-balance">{title}</h1>
        {intro && <p className="mt-1 text-pretty text-ink-2">{intro}</p>}
        <div className="mt-6">{children}</div>
      </div>
      <p className="mt-6 max-w-100 rounded-control bg-canvas px-2 text-center text-xs text-pretty text-ink-2">
        {t("tagline")}
      </p>
    </main>
  );
}
