import type { ExternalToast } from "sonner";

/** Shows a notice for some seconds. The library is fetched apart from the page, which must not wait for it. */
export function toast(text: string, options?: ExternalToast): void {
  void import("sonner").then((sonner) => sonner.toast(text, options));
}

/** The same for something that failed. */
export function errorToast(text: string, options?: ExternalToast): void {
  void import("sonner").then((sonner) => sonner.toast.error(text, options));
}

/** The same for something that was waited for and went well. */
export function successToast(text: string, options?: ExternalToast): void {
  void import("sonner").then((sonner) => sonner.toast.success(text, options));
}
