import { z } from "zod/mini";
import { defineNode } from "@/lib/nodes/_contract/definition";
import { sourceSummary } from "@/lib/nodes/_contract/source-node";

export const files = defineNode({
  type: "files",
  version: 1,
  category: "source",
  icon: "files",
  inputs: {},
  outputs: { documents: { type: "documents", standing: true } },
  params: z.object({ sourceId: z._default(z.nullable(z.string()), null) }),
  fields: [{ key: "sourceId", control: "source", required: true }],
  summary: sourceSummary,
  onError: ["fail"],
  migrate: {},
  messages: {
    en: {
      label: "Files",
      description: "Documents you upload, or those of a source outside that is kept in sync.",
      ports: { documents: "Documents" },
      fields: {
        sourceId: {
          label: "Files",
          help: "Upload files here, or choose ones that are there: uploaded before, or kept in sync with a connection.",
        },
      },
      summary: {
        empty: "No files yet",
        named: "Documents of {name}",
        unnamed: "Uploaded documents",
      },
    },
  },
});
