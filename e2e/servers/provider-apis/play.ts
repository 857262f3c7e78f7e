import { answerFrom, type ChatMessage } from "../model-api/answer";

/** Plays what each service's model does, whatever the protocol around it. */

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Tool {
  readonly name: string;
  readonly schema: JsonSchema;
}

export interface Played {
  /** Empty where a tool is called. */
  readonly text: string;
  readonly toolCall: { readonly name: string; readonly args: unknown } | null;
}

export interface Part {
  readonly messages: readonly ChatMessage[];
  /** The form the answer must have. */
  readonly schema?: JsonSchema | undefined;
  readonly tools?: readonly Tool[];
  /** `forced`: one has to be called. */
  readonly toolUse?: "auto" | "forced" | "none";
}

/**
 * Answers from the passages; as JSON where a schema is asked for. Calls a tool where it must, or where the last message names one and
 * no result has come yet.
 */
export function play({ messages, schema, tools = [], toolUse = "auto" }: Part): Played {
  const answer = answerFrom(messages);
  const last = messages.at(-1);
  const asked = typeof last?.content === "string" ? last.content : JSON.stringify(last?.content);
  const named = tools.find(({ name }) => asked.includes(name));
  const tool = toolUse === "forced" ? (named ?? tools[0]) : toolUse === "auto" ? named : undefined;
  if (tool && last?.role !== "tool") {
    return { text: "", toolCall: { name: tool.name, args: fill(tool.schema, answer) } };
  }
  return { text: schema ? JSON.stringify(fill(schema, answer)) : answer, toolCall: null };
}

/** A value of the schema with the answer for its texts and the answer's first number for its numbers. */
export function fill(schema: JsonSchema, answer: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) {
    const choices = schema.enum as unknown[];
    return choices.find((choice) => answer.includes(String(choice))) ?? choices[0];
  }
  const type = Array.isArray(schema.type) ? (schema.type as unknown[])[0] : schema.type;
  switch (typeof type === "string" ? type.toLowerCase() : "object") {
    case "string":
      return answer;
    case "number":
    case "integer":
      return Number(/\d+/.exec(answer)?.[0] ?? 0);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return [fill((schema.items ?? { type: "string" }) as JsonSchema, answer)];
    default: {
      const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
      return Object.fromEntries(
        Object.entries(properties).map(([key, property]) => [key, fill(property, answer)]),
      );
    }
  }
}

/** Pieces of a text as a model sends them: a word with the space after it. */
export function piecesOf(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

/** Played tokens: words. */
export function tokensIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
