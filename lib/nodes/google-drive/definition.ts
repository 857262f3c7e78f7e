import { defineOutsideSource } from "@/lib/nodes/_contract/source-node";

export const googleDrive = defineOutsideSource({
  type: "google-drive",
  icon: "hard-drive",
  label: "Google Drive",
  description: "Documents of a Google Drive folder or shared drive, kept in sync.",
  pick: "Drive or folder",
});
