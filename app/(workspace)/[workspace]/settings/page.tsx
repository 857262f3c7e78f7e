import type { Metadata } from "next";
import { SettingsPage } from "@/components/settings/settings-page";
import { translator } from "@/lib/i18n/translator";

export const metadata: Metadata = { title: translator("settings")("title") };

export default function Settings() {
  return <SettingsPage />;
}
