import { storedErrorSchema } from "../document/state";

/** A reason kept with a connection, a run or a file; null where there is none. */
export const sourceErrorSchema = storedErrorSchema.nullable().default(null);
