import { defineNode } from "@/lib/nodes/_contract/definition";
import { JUDGES, MODES, routerParams } from "./params";
import { routerPorts, routerProblems } from "./ports";

export {
  MAX_EXAMPLES,
  type Calibration,
  type Condition,
  type RuleRoute,
  type TopicRoute,
} from "./params";

const WHEN_SUFFICIENCY = { key: "mode", equals: "sufficiency" } as const;
const WHEN_TOPICS = { key: "mode", equals: "topics" } as const;

const band = {
  control: "slider",
  min: 0,
  max: 1,
  step: 0.01,
  format: "percent",
  showWhen: { key: "judge", equals: "careful" },
} as const;

export const router = defineNode({
  type: "router",
  version: 2,
  category: "router",
  icon: "split",
  inputs: {
    question: { type: "text", required: true },
    passages: { type: "passages" },
  },
  outputs: {
    sufficient: { type: "passages", branch: true },
    insufficient: { type: "passages", branch: true },
    verdict: { type: "json" },
  },
  portsOf: routerPorts,
  check: routerProblems,
  params: routerParams,
  fields: [
    { key: "mode", control: "select", options: MODES },
    {
      key: "threshold",
      control: "slider",
      min: 0,
      max: 1,
      step: 0.01,
      format: "percent",
      showWhen: WHEN_SUFFICIENCY,
    },
    {
      key: "calibration",
      control: "calibration",
      thresholdKey: "threshold",
      showWhen: WHEN_SUFFICIENCY,
    },
    { key: "judge", control: "select", options: JUDGES, showWhen: WHEN_SUFFICIENCY },
    {
      key: "judgeConnectionId",
      control: "model",
      modelKey: "judgeModel",
      purpose: "judge",
      showWhen: { key: "judge", oneOf: ["careful", "strict"] },
    },
    { key: "judgeFrom", ...band },
    { key: "judgeTo", ...band },
    { key: "sufficientName", control: "text", level: "advanced", showWhen: WHEN_SUFFICIENCY },
    { key: "insufficientName", control: "text", level: "advanced", showWhen: WHEN_SUFFICIENCY },
    { key: "topics", control: "topics", showWhen: WHEN_TOPICS },
    { key: "connectionId", control: "model", modelKey: "model", showWhen: WHEN_TOPICS },
    {
      key: "nearness",
      control: "slider",
      min: 0,
      max: 1,
      step: 0.01,
      format: "percent",
      level: "advanced",
      showWhen: WHEN_TOPICS,
    },
    { key: "rules", control: "rules", showWhen: { key: "mode", equals: "rules" } },
    {
      key: "otherName",
      control: "text",
      level: "advanced",
      showWhen: { key: "mode", oneOf: ["topics", "rules"] },
    },
  ],
  summary: ({ mode, threshold, topics, rules }) => {
    if (mode === "topics") return { key: "topics", values: { count: topics.length } };
    if (mode === "rules") return { key: "rules", values: { count: rules.length } };
    return { key: "threshold", values: { percent: Math.round(threshold * 100) } };
  },
  onError: ["fail", "branch"],
  migrate: {
    1: (params) => ({
      ...params,
      mode: "sufficiency",
      calibration: null,
      judge: "fast",
      judgeConnectionId: "built-in",
      judgeModel: "built-in",
      judgeFrom: 0.1,
      judgeTo: 0.9,
      sufficientName: "",
      insufficientName: "",
      topics: [],
      connectionId: "built-in",
      model: "built-in",
      nearness: 0.3,
      rules: [],
      otherName: "Anything else",
    }),
  },
  messages: {
    en: {
      label: "Router",
      description:
        "Decides how a question goes on: whether the passages found are enough to answer, by its topic, or by rules.",
      ports: {
        question: "Question",
        passages: "Passages found",
        sufficient: "Enough to answer",
        insufficient: "Not enough",
        verdict: "Verdict",
      },
      fields: {
        mode: {
          label: "Decides by",
          options: {
            sufficiency: "Whether passages hold the answer",
            topics: "What the question is about",
            rules: "Rules of your own",
          },
        },
        threshold: {
          label: "How sure it must be",
          help: "Answers only when the chance that the passages contain the answer is at least this. Higher refuses more.",
        },
        calibration: { label: "On your own questions" },
        judge: {
          label: "Ask a model too",
          help: "A connected model is asked whether the passages hold the answer. What it says becomes part of the one score; calibrate again after a change.",
          options: {
            fast: "Never: fast and free",
            careful: "When the score is uncertain",
            strict: "Always",
          },
        },
        judgeConnectionId: {
          label: "Judged by",
          options: { "built-in": "Choose a connected model" },
        },
        judgeModel: { label: "Model name" },
        judgeFrom: { label: "Uncertain from" },
        judgeTo: { label: "Uncertain up to" },
        sufficientName: {
          label: "Name of the branch that answers",
          placeholder: "Enough to answer",
        },
        insufficientName: { label: "Name of the branch that refuses", placeholder: "Not enough" },
        topics: {
          label: "Topics",
          help: "Each has a branch of its own. Two or three examples, as people really ask, help most.",
        },
        connectionId: {
          label: "Decided by",
          help: "The built-in one compares words with your descriptions and examples. A connected model also understands other words.",
          options: { "built-in": "Built-in: compares words" },
        },
        model: { label: "Model name" },
        nearness: {
          label: "How near it must be",
          help: "Questions less near than this to every topic take the branch for anything else. Only for the built-in one.",
        },
        rules: { label: "Rules", help: "The first that is met decides." },
        otherName: { label: "Name of the branch for anything else" },
      },
      summary: {
        threshold: "Answers when at least {percent} % sure",
        topics:
          "{count, plural, =0 {Sorts questions by topic} one {Sorts questions by # topic} other {Sorts questions by # topics}}",
        rules:
          "{count, plural, =0 {Decides by rules} one {Decides by # rule} other {Decides by # rules}}",
      },
    },
  },
});
