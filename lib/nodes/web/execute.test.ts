import { describeSourceNode } from "@/lib/nodes/_contract/source-conformance";
import { webExecutor } from "./execute";

describeSourceNode(webExecutor);
