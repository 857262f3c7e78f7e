import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { postgresql } from "./definition";

export const postgresqlExecutor = executorFor(postgresql)(sourceDocuments);
