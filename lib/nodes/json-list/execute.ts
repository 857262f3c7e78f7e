import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { sourceDocuments } from "@/lib/nodes/_contract/source-documents";
import { jsonList } from "./definition";

export const jsonListExecutor = executorFor(jsonList)(sourceDocuments);
