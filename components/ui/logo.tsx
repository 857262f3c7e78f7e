import { cn } from "./cn";

/** The mark: layers of ground. Decorative; the product's name stands beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={cn("size-8", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M8 21.5h16M10.5 16.5h11M13 11.5h6"
        className="fill-none stroke-on-accent"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
