import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { jsonListExecutor } from "./execute";

describeSourceNode(jsonListExecutor);
