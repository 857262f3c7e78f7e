import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { sharePoint } from "./definition";

export const sharePointExecutor = executorFor(sharePoint)(sourceDocuments);
