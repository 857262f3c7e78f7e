import { cn } from "./cn";

/** A key or a chord, such as "Ctrl K". */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-5 items-center rounded-[4px] border bg-raised px-1.5 font-sans text-xs text-ink-2",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
