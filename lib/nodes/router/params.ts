import { z } from "zod/mini";
import { OPERATORS } from "@/lib/graph/conditions";
import { PORT_NAME_PATTERN } from "@/lib/graph/document";
import { DEFAULT_THRESHOLD } from "@/lib/grounding/threshold";

export const MODES = ["sufficiency", "topics", "rules"] as const;
/** fast: no model is asked; careful: while the score is uncertain; strict: always. */
export const JUDGES = ["fast", "careful", "strict"] as const;
/** The classifier that needs no model; it can't judge. */
export const BUILT_IN = "built-in";

const MAX_ROUTES = 20;
export const MAX_EXAMPLES = 20;
const MAX_CONDITIONS = 10;

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.gte(0));
const shortText = z.string().check(z.maxLength(60));
const port = z.string().check(z.regex(PORT_NAME_PATTERN));

/** How the threshold was chosen on questions whose right treatment is known; kept with the workflow's version. */
const calibrationSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Fingerprint of documents, search and scorer; on another the calibration is stale. */
  basis: z.string(),
  goal: z.object({ kind: z.enum(["at-most-wrong", "at-least-answered"]), share }),
  /** Also asked without the document that came first. */
  withoutSource: z.boolean(),
  /** The threshold it led to, and what that did: `answered` of `answerable`, `wrong` of `unanswerable`. */
  threshold: share,
  answerable: count,
  answered: count,
  unanswerable: count,
  wrong: count,
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** A named way out of the router, taken by questions about something. */
const topicSchema = z.object({
  port,
  name: shortText,
  description: z.string().check(z.maxLength(500)),
  examples: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(MAX_EXAMPLES)),
});
export type TopicRoute = z.infer<typeof topicSchema>;

/** `value` is a reference in what is saved, and what that points at during a run; null while nothing is chosen. */
const conditionSchema = z.object({
  value: z.json(),
  operator: z.enum(OPERATORS),
  operand: z.string().check(z.maxLength(2000)),
});
export type Condition = z.infer<typeof conditionSchema>;

/** A named way out of the router, taken when its conditions are met; of several the first. */
const ruleSchema = z.object({
  port,
  name: shortText,
  match: z.enum(["all", "any"]),
  conditions: z.array(conditionSchema).check(z.maxLength(MAX_CONDITIONS)),
});
export type RuleRoute = z.infer<typeof ruleSchema>;

export const routerParams = z.object({
  mode: z._default(z.enum(MODES), "sufficiency"),
  threshold: z._default(share, DEFAULT_THRESHOLD),
  calibration: z._default(z.nullable(calibrationSchema), null),
  judge: z._default(z.enum(JUDGES), "fast"),
  judgeConnectionId: z._default(z.string(), BUILT_IN),
  judgeModel: z._default(z.string(), BUILT_IN),
  judgeFrom: z._default(share, 0.1),
  judgeTo: z._default(share, 0.9),
  sufficientName: z._default(shortText, ""),
  insufficientName: z._default(shortText, ""),
  topics: z._default(z.array(topicSchema).check(z.maxLength(MAX_ROUTES)), []),
  connectionId: z._default(z.string(), BUILT_IN),
  model: z._default(z.string(), BUILT_IN),
  nearness: z._default(share, 0.3),
  rules: z._default(z.array(ruleSchema).check(z.maxLength(MAX_ROUTES)), []),
  otherName: z._default(shortText, "Anything else"),
});
export type RouterParams = z.infer<typeof routerParams>;
