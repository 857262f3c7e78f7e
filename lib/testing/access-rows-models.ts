import { createConnection } from "@/lib/services/connection/create";
import { OPEN_POLICY } from "@/lib/services/model-policy/policy";
import { createNamedModel } from "@/lib/services/named-model/create";
import { editors, foreign, members, named, type AccessRow } from "./access-cells";
import type { AccessWorld } from "./access-world";

const connection = ({ owner }: AccessWorld) =>
  createConnection({
    ctx: owner,
    input: { provider: "openai-compatible", name: "Model", baseUrl: "https://models.example/v1" },
  });
const namedModel = async (world: AccessWorld) => {
  const { id: connectionId } = await connection(world);
  const input = { ...named(), connectionId, model: "ft:1", base: null, trainedFor: [] };
  return createNamedModel({ ctx: world.owner, input: { ...input, contextTokens: null } });
};
/** What is about models. */
export const MODEL_ROWS = {
  "connection.list": { cells: members },
  "connection.models": { cells: editors, input: connection, foreign },
  "connection.abilities": {
    cells: editors,
    input: async (world) => ({ ...(await connection(world)), model: "gpt-4o" }),
    foreign,
  },
  "connection.test": { cells: editors, input: connection, foreign },
  "connection.create": {
    cells: editors,
    input: () => ({ provider: "openai-compatible", name: "M", baseUrl: "https://m.example/v1" }),
  },
  "connection.update": {
    cells: editors,
    input: async (world) => ({ ...(await connection(world)), ...named() }),
    foreign,
  },
  "connection.setLimits": {
    cells: editors,
    input: async (world) => ({
      ...(await connection(world)),
      maxConcurrent: 4,
      tokensPerMinute: null,
    }),
    foreign,
  },
  "connection.delete": { cells: editors, input: connection, foreign },
  "modelComparison.start": {
    cells: editors,
    input: ({ workflowId }) => ({
      workflowId,
      nodeId: "model-1",
      models: [{ connectionId: "built-in", model: "built-in" }],
      questions: ["When does the garage close?"],
    }),
    foreign,
  },
  "modelPolicy.get": { cells: members },
  "modelPolicy.affected": { cells: editors, input: () => ({ policy: OPEN_POLICY }) },
  "modelPolicy.set": { cells: editors, input: () => ({ policy: OPEN_POLICY }) },
  "namedModel.list": { cells: members },
  "namedModel.create": {
    cells: editors,
    input: async (world) => ({
      ...named(),
      connectionId: (await connection(world)).id,
      model: "ft:2",
    }),
    foreign,
  },
  "namedModel.update": {
    cells: editors,
    input: async (world) => ({ ...(await namedModel(world)), ...named() }),
    foreign,
  },
  "usage.summary": { cells: editors, input: () => ({ days: 7 }) },
  "usage.csv": { cells: editors, input: () => ({ days: 7 }) },
  "usage.budgets": { cells: editors },
  "usage.setBudget": {
    cells: editors,
    input: async (world) => ({ connectionId: (await connection(world)).id, monthly: 5 }),
    foreign,
  },
  "usage.setPrice": {
    cells: editors,
    input: async (world) => ({
      connectionId: (await connection(world)).id,
      model: "m",
      price: { input: 1, output: 2 },
    }),
    foreign,
  },
  "namedModel.delete": { cells: editors, input: namedModel, foreign },
} satisfies Record<string, AccessRow>;
