import Link from "next/link";
import { Button } from "@/components/ui/button";
import { FullPage } from "@/components/ui/full-page";
import { translator } from "@/lib/i18n/translator";

const t = translator("common.notFound");

export function NotFoundPage() {
  return (
    <FullPage
      title={t("title")}
      actions={
        <Button asChild variant="primary">
          <Link href="/">{t("action")}</Link>
        </Button>
      }
    >
      {t("body")}
    </FullPage>
  );
}
