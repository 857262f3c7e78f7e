import type { ChatMessage, ChatRequest } from "@/lib/providers/_contract/runtime";

/** What a model takes, by name; each model has its own. */
export type InputFields = Readonly<Record<string, InputField>>;

export interface InputField {
  readonly type?: string | null | undefined;
  readonly minimum?: number | null | undefined;
  readonly maximum?: number | null | undefined;
}

const LENGTHS = ["max_tokens", "max_new_tokens", "max_completion_tokens", "max_output_tokens"];
const SYSTEMS = ["system_prompt", "system_instruction"];
const PICTURES = ["image", "image_input", "images"];

/** The request in the words of one model. What it has no field for is left out, but never the instructions. */
export function inputOf(request: ChatRequest, fields: InputFields): Record<string, unknown> {
  const find = (names: readonly string[]) => names.find((name) => Object.hasOwn(fields, name));
  const system = find(SYSTEMS);
  const length = find(LENGTHS);
  const { temperature, maxOutputTokens, reasoningEffort } = request;
  const instructions = instructionsOf(request);
  const talk = request.messages.filter(({ role }) => role !== "system");
  const prompt = promptOf(talk);
  return {
    prompt: system === undefined && instructions ? `${instructions}\n\n${prompt}` : prompt,
    ...(system !== undefined && instructions && { [system]: instructions }),
    ...picturesOf(talk, find(PICTURES), fields),
    ...(length !== undefined && maxOutputTokens !== undefined && { [length]: maxOutputTokens }),
    ...(temperature !== undefined &&
      fields.temperature && { temperature: within(temperature, fields.temperature) }),
    ...(reasoningEffort !== undefined &&
      fields.reasoning_effort && { reasoning_effort: reasoningEffort }),
  };
}

/** A form can't be asked for otherwise here. */
function instructionsOf({ messages, responseSchema }: ChatRequest): string {
  const said = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  if (responseSchema) {
    const schema = JSON.stringify(responseSchema.schema);
    said.push(`Answer with one JSON object of this JSON Schema and nothing else:\n${schema}`);
  }
  return said.join("\n\n");
}

/** One message as it is; a conversation with who said what, and the model's turn at its end. */
function promptOf(talk: readonly ChatMessage[]): string {
  const [only, ...others] = talk;
  if (only && others.length === 0) return only.content;
  const turns = talk.map(({ role, content }) => {
    return `${role === "assistant" ? "Assistant" : "User"}:\n${content}`;
  });
  return [...turns, "Assistant:"].join("\n\n");
}

function picturesOf(
  talk: readonly ChatMessage[],
  name: string | undefined,
  fields: InputFields,
): Record<string, unknown> {
  const images = talk.flatMap((message) => message.images ?? []);
  const urls = images.map(({ mediaType, data }) => `data:${mediaType};base64,${data}`);
  if (name === undefined || urls.length === 0) return {};
  return { [name]: fields[name]?.type === "array" ? urls : urls[0] };
}

function within(value: number, { minimum, maximum }: InputField): number {
  return Math.min(Math.max(value, minimum ?? value), maximum ?? value);
}
