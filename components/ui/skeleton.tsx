import { cn } from "./cn";

/** A grey shape where content will be. Hidden from screen readers: the region around it is `aria-busy`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-control bg-pressed", className)} />;
}
