"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";

/**
 * A dialog that a link can open: `?new` in the address is "open". Closing takes the flag out of the address without
 * a step in the history.
 */
export function useSearchFlag(name: string): [boolean, (open: boolean) => void] {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const set = (open: boolean) => {
    const next = new URLSearchParams(params);
    if (open) next.set(name, "");
    else next.delete(name);
    const query = next.toString().replace(/=(?=&|$)/g, "");
    router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false });
  };
  return [params.has(name), set];
}
