import { Skeleton } from "@/components/ui/skeleton";
import { translator } from "@/lib/i18n/translator";

const t = translator("common");

export default function Loading() {
  return (
    <div
      role="status"
      aria-label={t("loading")}
      className="mx-auto max-w-240 px-4 pt-6 sm:px-8 sm:pt-10"
    >
      <Skeleton className="h-6 w-40" />
      <Skeleton className="mt-3 h-4 w-80 max-w-full" />
      <Skeleton className="mt-8 h-64 w-full rounded-card" />
    </div>
  );
}
