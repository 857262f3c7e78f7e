import { z } from "zod/mini";

/** Shape of the document itself; a node's own shape has its own version. */
export const SCHEMA_VERSION = 1;

/** Ids are seen by API callers and written into text as `{{model-1.answer}}`, so they are short and plain. */
export const NODE_ID_PATTERN = /^[a-z][a-z0-9-]{0,63}$/;
export const PORT_NAME_PATTERN = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;

const nodeId = z.string().check(z.regex(NODE_ID_PATTERN));
const portName = z.string().check(z.regex(PORT_NAME_PATTERN));
const finite = z.number();

export const paramsSchema = z.record(z.string(), z.json());
export type Json = z.infer<ReturnType<typeof z.json>>;
export type Params = Record<string, Json>;

/** The output port a node gains while its errors are sent down a branch; its type is `json`. */
export const ERROR_PORT = "error";

/**
 * What happens when a node fails after its retries: the run fails, the node yields fixed values, or the error
 * leaves through the port `error`.
 */
export const onErrorSchema = z.discriminatedUnion("policy", [
  z.object({ policy: z.literal("fail") }),
  z.object({ policy: z.literal("default"), outputs: z.record(z.string(), z.json()) }),
  z.object({ policy: z.literal("branch") }),
]);
export type OnError = z.infer<typeof onErrorSchema>;
export type OnErrorPolicy = OnError["policy"];

export const nodeSchema = z.object({
  id: nodeId,
  /** Not checked against the catalogue here: a type this installation lacks is kept, shown and not run. */
  type: z.string().check(z.minLength(1), z.maxLength(64)),
  version: z.int().check(z.positive()),
  name: z.string().check(z.maxLength(120)),
  /** Top left corner on the canvas, in canvas pixels. */
  position: z.object({ x: finite, y: finite }),
  /** Values only: never a schema, code or a secret. */
  params: paramsSchema,
  /** Absent means `{ policy: "fail" }`. */
  onError: z.optional(onErrorSchema),
});
export type GraphNode = z.infer<typeof nodeSchema>;

export const edgeSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(300)),
  source: nodeId,
  sourcePort: portName,
  target: nodeId,
  targetPort: portName,
});
export type GraphEdge = z.infer<typeof edgeSchema>;

/**
 * A draft: anything that can be saved, half-built included. Edges may dangle, types may be unknown, params may be
 * wrong; `validateGraph` lists all that, and `toExecutable` refuses it.
 */
export const graphSchema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  nodes: z.array(nodeSchema).check(z.maxLength(500)),
  edges: z.array(edgeSchema).check(z.maxLength(2000)),
});
export type Graph = z.infer<typeof graphSchema>;

export const EMPTY_GRAPH: Graph = { schemaVersion: SCHEMA_VERSION, nodes: [], edges: [] };

/** Where an edge starts and ends, without its id. */
export type Connection = Omit<GraphEdge, "id">;
