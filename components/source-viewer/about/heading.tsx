import type { ReactNode } from "react";

/** Of a part of what is known of a document. */
export function Heading({ children }: { children: ReactNode }) {
  return <h2 className="mb-2 text-sm font-semibold">{children}</h2>;
}
