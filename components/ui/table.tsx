"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export type SortDirection = "asc" | "desc";

export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table {...props} className={cn("w-full border-collapse text-left text-sm", className)} />;
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return (
    <thead
      {...props}
      className={cn("bg-surface shadow-[inset_0_-1px_0_var(--color-line)]", className)}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("border-b last:border-b-0", className)} />;
}

export interface HeaderCellProps extends Omit<ComponentProps<"th">, "onSelect"> {
  children: ReactNode;
  /** Set when the column can be sorted: its direction, or null while another column leads. */
  sort?: SortDirection | null;
  onSort?: () => void;
  align?: "left" | "right";
}

export function HeaderCell({
  children,
  sort,
  onSort,
  align = "left",
  className,
  ...props
}: HeaderCellProps) {
  const Icon = sort === "asc" ? ArrowUp : sort === "desc" ? ArrowDown : ChevronsUpDown;
  const ariaSort = sort === "asc" ? "ascending" : sort === "desc" ? "descending" : undefined;
  return (
    <th
      scope="col"
      aria-sort={ariaSort}
      {...props}
      className={cn(
        "h-9 px-3 text-xs font-medium whitespace-nowrap text-ink-2",
        align === "right" && "text-right",
        className,
      )}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={cn(
            "group -mx-1.5 inline-flex h-7 items-center gap-1 rounded-control px-1.5 hover:bg-raised hover:text-ink",
            align === "right" && "flex-row-reverse",
          )}
        >
          {children}
          <Icon
            aria-hidden
            className={cn(
              "size-3.5",
              !sort && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
            )}
          />
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export function Cell({
  align = "left",
  className,
  ...props
}: ComponentProps<"td"> & { align?: "left" | "right" }) {
  return (
    <td
      {...props}
      className={cn(
        "h-11 px-3 align-middle",
        align === "right" && "text-right tabular-nums",
        className,
      )}
    />
  );
}
