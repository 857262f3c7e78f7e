/** How one service speaks the interface of OpenAI, as its documentation has it. */
export interface ServerDialect {
  /** Where the interface is. */
  readonly path: string;
  /** The header that carries the key: `authorization` after the word Bearer, any other alone. */
  readonly keyHeader: string;
  /** The body of a refusal. */
  readonly refusal: (status: number, said: Said) => unknown;
  /** How it says that a prompt is too long. */
  readonly tooLong: Refusal;
  /** How it says that the account is used up; waiting won't help. */
  readonly usedUp: Refusal;
  readonly maxTemperature: number;
  /** Refuses fields of a chat that its interface does not name, and sends usage unasked. */
  readonly strict?: boolean;
  /** Models whose names begin with `o1` or `gpt-5` refuse a temperature and the old name of the longest answer. */
  readonly reasoners?: boolean;
}

export interface Said {
  readonly message: string;
  readonly code: string | null;
}

export interface Refusal extends Said {
  readonly status: number;
}

const typeOf = (status: number) => (status >= 500 ? "server_error" : "invalid_request_error");

export const OPENAI: ServerDialect = {
  path: "/v1",
  keyHeader: "authorization",
  refusal: (status, { message, code }) => ({
    error: { message, type: typeOf(status), param: null, code },
  }),
  tooLong: {
    status: 400,
    message: "This model's maximum context length is 8192 tokens.",
    code: "context_length_exceeded",
  },
  usedUp: { status: 429, message: "You exceeded your quota.", code: "insufficient_quota" },
  maxTemperature: 2,
  reasoners: true,
};

/** https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle */
export const AZURE_OPENAI: ServerDialect = {
  ...OPENAI,
  path: "/openai/v1",
  keyHeader: "api-key",
  refusal: (status, { message, code }) => ({ error: { code: code ?? String(status), message } }),
};

/** https://docs.mistral.ai/api */
export const MISTRAL: ServerDialect = {
  ...OPENAI,
  refusal: (status, { message, code }) =>
    status === 422
      ? { detail: [{ type: "extra_forbidden", loc: ["body"], msg: message }] }
      : { object: "error", message, type: typeOf(status), param: null, code },
  tooLong: {
    status: 400,
    message: "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
    code: "3051",
  },
  maxTemperature: 1.5,
  strict: true,
  reasoners: false,
};

/** https://console.groq.com/docs/errors */
export const GROQ: ServerDialect = {
  ...OPENAI,
  path: "/openai/v1",
  refusal: (status, { message, code }) => ({
    error: { message, type: typeOf(status), ...(code !== null && { code }) },
  }),
  tooLong: {
    status: 400,
    message: "Please reduce the length of the messages or completion.",
    code: "context_length_exceeded",
  },
  reasoners: false,
};

/** https://inference-docs.cerebras.ai/support/error */
export const CEREBRAS: ServerDialect = {
  ...OPENAI,
  refusal: (status, { message, code }) => ({
    ...{ message, type: typeOf(status), param: "", code: code ?? "" },
  }),
  tooLong: {
    status: 400,
    message:
      "Please reduce the length of the messages or completion. Current length is 69553 while limit is 65536",
    code: "context_length_exceeded",
  },
  usedUp: { status: 402, message: "Payment required.", code: "payment_required" },
  maxTemperature: 1.5,
  reasoners: false,
};

/** https://docs.together.ai/docs/error-codes */
export const TOGETHER: ServerDialect = {
  ...OPENAI,
  refusal: (status, { message, code }) => ({
    id: "together-request",
    error: { message, type: typeOf(status), param: null, code },
  }),
  tooLong: {
    status: 422,
    message: "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097.",
    code: null,
  },
  usedUp: { status: 402, message: "The monthly spending limit is reached.", code: null },
  reasoners: false,
};

/** https://huggingface.co/docs/inference-providers */
export const HUGGING_FACE: ServerDialect = {
  ...OPENAI,
  refusal: (_, { message }) => ({ error: message }),
  usedUp: {
    status: 402,
    message: "You have exceeded your monthly included credits for Inference Providers.",
    code: null,
  },
  reasoners: false,
};

/** https://docs.ollama.com/api/openai-compatibility */
export const OLLAMA: ServerDialect = {
  ...OPENAI,
  tooLong: {
    status: 400,
    message: "prompt too long; exceeded max context length by 512 tokens",
    code: null,
  },
  reasoners: false,
};
