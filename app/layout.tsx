import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { locale } from "@/lib/i18n/locale";
import { translator } from "@/lib/i18n/translator";
import "./globals.css";

const t = translator("common");

export const metadata: Metadata = {
  title: { default: t("productName"), template: `%s · ${t("productName")}` },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#100f0d" },
  ],
};

/** Every page depends on the session and on the nonce of its request: nothing is rendered ahead. */
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
