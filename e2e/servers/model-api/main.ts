import { parseArgs } from "node:util";
import { startModelApi } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4180" },
    key: { type: "string" },
    dimension: { type: "string" },
  },
});

const api = await startModelApi({
  port: Number(values.port),
  ...(values.key !== undefined && { apiKey: values.key }),
  ...(values.dimension !== undefined && { dimension: Number(values.dimension) }),
});
console.log(`Model API on ${api.baseUrl}, key ${api.apiKey}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void api.close().then(() => process.exit(0));
  });
}
