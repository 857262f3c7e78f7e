import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** Decorative: whoever shows it says in words what is going on, or sets `aria-busy`. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
