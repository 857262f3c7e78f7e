import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { VisitorCitation } from "@/lib/publication/protocol";

export interface OpenSource {
  readonly runId: string;
  readonly citation: VisitorCitation;
  /** What opened it. */
  readonly from: HTMLElement;
}

/** The open source; when it is closed and the page can take the focus again, that goes back to what opened it. */
export function useSource() {
  const [source, open] = useState<OpenSource | null>(null);
  const from = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (source === null) from.current?.focus();
    from.current = source?.from ?? null;
  }, [source]);
  const close = useCallback(() => {
    open(null);
  }, []);
  return { source, open, close };
}
