import type { Metadata } from "next";
import { InsightsPage } from "@/components/insights/insights-page";
import { translator } from "@/lib/i18n/translator";

export const metadata: Metadata = { title: translator("insights")("title") };

export default function Insights() {
  return <InsightsPage />;
}
