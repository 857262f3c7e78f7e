import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { postgresqlExecutor } from "./execute";

describeSourceNode(postgresqlExecutor);
