"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One or two sentences under the title. */
  description?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
  /** Where the keyboard goes when the dialog opens; by default to its first control. */
  onOpenAutoFocus?: (event: Event) => void;
}

const widths = { sm: "sm:max-w-100", md: "sm:max-w-130", lg: "sm:max-w-180", xl: "sm:max-w-270" };

/** A question or a form above the page; a sheet from below on a phone. */
export function Dialog({ size = "md", ...props }: DialogProps) {
  return (
    <Frame
      {...props}
      className={cn(
        "max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-t-panel max-sm:slide-in-from-bottom-8",
        "sm:top-1/2 sm:left-1/2 sm:max-h-[85dvh] sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-panel",
        widths[size],
      )}
    />
  );
}

/** A panel along the right (or left) edge of the page, full width on a phone. */
export function Sheet({
  side = "right",
  size = "md",
  ...props
}: DialogProps & { side?: "left" | "right" }) {
  return (
    <Frame
      {...props}
      className={cn(
        "inset-y-0 w-full",
        side === "right"
          ? "right-0 border-l slide-in-from-right-8"
          : "left-0 border-r slide-in-from-left-8",
        size === "sm" ? "max-w-72" : widths[size],
      )}
    />
  );
}

function Frame({
  open,
  onOpenChange,
  title,
  description,
  footer,
  children,
  className,
  onOpenAutoFocus,
}: DialogProps & { className: string }) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-in bg-scrim duration-150 fade-in" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={onOpenAutoFocus}
          className={cn(
            "fixed z-50 flex animate-in flex-col overflow-hidden bg-surface shadow-float duration-150 fade-in",
            className,
          )}
        >
          <header className="pt-4 pr-14 pb-3 pl-5">
            <Radix.Title className="text-base leading-tight font-semibold break-words">
              {title}
            </Radix.Title>
            {description && (
              <Radix.Description className="mt-1 text-sm text-ink-2">
                {description}
              </Radix.Description>
            )}
          </header>
          <div className="min-h-0 grow overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
              {footer}
            </footer>
          )}
          {/* Last, so that the keyboard starts at the first control of the content. */}
          <Radix.Close asChild>
            <IconButton
              icon={X}
              label={t("close")}
              tooltip={false}
              className="absolute top-3 right-3"
            />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
