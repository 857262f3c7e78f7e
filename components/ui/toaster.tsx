"use client";

import dynamic from "next/dynamic";

/** Where toasts appear. Fetched once the page works, before the first toast: being offline must not keep it away. */
export const Toaster = dynamic(async () => (await import("./toast-region")).ToastRegion, {
  ssr: false,
});
