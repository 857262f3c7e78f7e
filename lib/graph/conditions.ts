import { textOf } from "./value-text";

/**
 * Everything a condition can ask of a value. A closed table: stored conditions are data, and nothing else is ever
 * evaluated.
 */
export const OPERATORS = [
  "is",
  "is-not",
  "contains",
  "contains-not",
  "starts-with",
  "ends-with",
  "is-one-of",
  "equals",
  "above",
  "at-least",
  "below",
  "at-most",
  "is-true",
  "is-false",
  "is-empty",
  "is-filled",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Operators that look at the value alone. */
const ALONE: ReadonlySet<Operator> = new Set(["is-true", "is-false", "is-empty", "is-filled"]);
const NUMERIC: ReadonlySet<Operator> = new Set(["equals", "above", "at-least", "below", "at-most"]);

/** Whether an operator compares with something. */
export const hasOperand = (operator: Operator): boolean => !ALONE.has(operator);
/** Whether that something has to be a number. */
export const isNumeric = (operator: Operator): boolean => NUMERIC.has(operator);

/** A number written with a point or a comma, or undefined. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(",", ".");
  return /^[-+]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/**
 * Whether a value meets a condition. Text is compared in whatever case, without white space around it; a message or
 * passage counts as its text. As a number counts a number, a text that is one, and a list by its length; what is no
 * number meets no numeric condition. `is-one-of` takes one alternative a line.
 */
export function meets(value: unknown, operator: Operator, operand: string): boolean {
  if (isNumeric(operator)) return meetsNumber(numberOf(value), operator, numberIn(operand));
  const text = plainText(textOf(value));
  const other = plainText(operand);
  switch (operator) {
    case "is":
      return text === other;
    case "is-not":
      return text !== other;
    case "contains":
      return text.includes(other);
    case "contains-not":
      return !text.includes(other);
    case "starts-with":
      return text.startsWith(other);
    case "ends-with":
      return text.endsWith(other);
    case "is-one-of":
      return operand.split("\n").some((line) => line.trim() !== "" && plainText(line) === text);
    case "is-true":
      return value === true;
    case "is-false":
      return value === false;
    case "is-empty":
      return isEmpty(value);
    case "is-filled":
      return !isEmpty(value);
    default:
      return false;
  }
}

function meetsNumber(
  value: number | undefined,
  operator: Operator,
  operand: number | undefined,
): boolean {
  if (value === undefined || operand === undefined) return false;
  switch (operator) {
    case "equals":
      return value === operand;
    case "above":
      return value > operand;
    case "at-least":
      return value >= operand;
    case "below":
      return value < operand;
    case "at-most":
      return value <= operand;
    default:
      return false;
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length;
  return typeof value === "string" ? numberIn(value) : undefined;
}

function plainText(text: string): string {
  return text.normalize("NFKC").trim().toLocaleLowerCase("en");
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return textOf(value).trim() === "";
}
