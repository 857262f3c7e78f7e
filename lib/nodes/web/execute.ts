import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { web } from "./definition";

export const webExecutor = executorFor(web)(sourceDocuments);
