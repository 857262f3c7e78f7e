import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { MODEL_FILES, type ModelUse } from "./known-models";

/**
 * A real model, small enough to be made by a test: ONNX Runtime loads it and the tokenizer is a real WordPiece one. It
 * looks up a fixed vector for each token, so it knows of meaning what its table of words says: words of one line stand
 * for the same thing, in whatever language. Other texts are spelled letter by letter.
 */
export const TINY_MODEL: ModelUse = {
  prefixes: { query: "query: ", passage: "passage: " },
  pooling: "mean",
  dimension: 384,
  window: 512,
};

const MEANINGS = [
  "holiday holidays vacation leave urlaub vacaciones congés 休暇",
  "days tage días jours 日数",
  "printer printers drucker impresora imprimante",
  "office büro oficina bureau",
  "closes close schließt cierra ferme",
  "salary pay gehalt salario salaire",
  ..."a and are as at by everyone floor for full-time get has have how i in is it many much of on or passage query rule second that the to what when who with year second handbook employees".split(
    " ",
  ),
];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyzäöüßéèñçí0123456789.,:;?!-"];
const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

/** Writes the folder of the model; `descriptor` for one that isn't among the known ones. */
export async function writeTinyModel(folder: string, descriptor?: ModelUse): Promise<void> {
  await mkdir(path.join(folder, path.dirname(MODEL_FILES.model)), { recursive: true });
  for (const [file, content] of tinyModelFiles()) {
    await writeFile(path.join(folder, file), content);
  }
  if (descriptor) {
    await writeFile(path.join(folder, "groundwork-model.json"), JSON.stringify(descriptor));
  }
}

/** The files of the model by their paths, the same bytes every time. */
export function tinyModelFiles(): Map<string, Buffer> {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const { tokens, vectors } = vocabulary();
  return new Map([
    [MODEL_FILES.config, json({ model_type: "bert", hidden_size: TINY_MODEL.dimension })],
    [MODEL_FILES.tokenizer, json(tokenizer(tokens))],
    [
      MODEL_FILES.tokenizerConfig,
      json({
        tokenizer_class: "BertTokenizer",
        model_max_length: TINY_MODEL.window,
        do_lower_case: true,
      }),
    ],
    [MODEL_FILES.model, lookUpModel(vectors)],
  ]);
}

function vocabulary() {
  const entries = [
    ...SPECIAL.map((token) => ({ token, meaning: token })),
    ...MEANINGS.flatMap((line, index) =>
      line.split(" ").map((token) => ({ token, meaning: `meaning ${String(index)}` })),
    ),
    ...LETTERS.flatMap((letter) => [letter, `##${letter}`]).map((token) => ({
      token,
      meaning: token,
    })),
  ];
  const unique = new Map(entries.map(({ token, meaning }) => [token, meaning]));
  // Words carry more than letters and marks.
  const weight = (meaning: string) => (meaning.startsWith("meaning") ? 1 : 0.2);
  return {
    tokens: [...unique.keys()],
    vectors: [...unique.values()].map((meaning) =>
      fixedVector(meaning).map((value) => value * weight(meaning)),
    ),
  };
}

function tokenizer(tokens: readonly string[]) {
  const id = (token: string) => tokens.indexOf(token);
  const special = (token: string) => ({ SpecialToken: { id: token, type_id: 0 } });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: { type: "Lowercase" },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, special("[SEP]")],
      pair: [],
      special_tokens: Object.fromEntries(
        ["[CLS]", "[SEP]"].map((token) => [
          token,
          { id: token, ids: [id(token)], tokens: [token] },
        ]),
      ),
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, index) => [token, index])),
    },
  };
}

/** Numbers from -1 to 1 that depend on the text alone (FNV-1a, then xorshift). */
function fixedVector(text: string): number[] {
  let state = 2166136261;
  for (const character of text)
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  return Array.from({ length: TINY_MODEL.dimension }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  });
}

/** An ONNX model that turns `input_ids` [batch, tokens] into `last_hidden_state` [batch, tokens, dimension]. */
function lookUpModel(vectors: readonly (readonly number[])[]): Buffer {
  const dimension = vectors[0]?.length ?? 0;
  const table = message(
    [1, vectors.length],
    [1, dimension],
    [2, FLOAT],
    [8, "table"],
    [9, Buffer.from(Float32Array.from(vectors.flat()).buffer)],
  );
  const gather = message([1, "table"], [1, "input_ids"], [2, "last_hidden_state"], [4, "Gather"]);
  const graph = message(
    [1, gather],
    [2, "look-up"],
    [5, table],
    [11, tensorNamed("input_ids", INT64, ["batch", "tokens"])],
    [12, tensorNamed("last_hidden_state", FLOAT, ["batch", "tokens", dimension])],
  );
  return message([1, IR_VERSION], [7, graph], [8, message([2, OPERATORS])]);
}

const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
const OPERATORS = 13;

function tensorNamed(name: string, type: number, shape: readonly (string | number)[]): Buffer {
  const dimensions = shape.map((size): [number, Buffer] => [
    1,
    message(typeof size === "string" ? [2, size] : [1, size]),
  ]);
  const tensor = message([1, type], [2, message(...dimensions)]);
  return message([1, name], [2, message([1, tensor])]);
}

/** A protobuf message of numbers (varints), texts, bytes and messages, each with its field number. */
function message(...fields: readonly (readonly [number, number | string | Buffer])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([field, value]) => {
      if (typeof value === "number") return [varint(field << 3), varint(value)];
      const bytes = Buffer.from(value);
      return [varint((field << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
