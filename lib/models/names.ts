/** What only the name of a model tells, because no service says it. */

/** OpenAI's models that think before they answer, by the name that every service gives them. They take no temperature. */
export const OPENAI_REASONERS = /^(?:.*\/|ft:)?(?:o\d|gpt-[5-9])(?!.*chat)/;

/** Models of Anthropic that decide themselves how long to think (https://docs.claude.com/en/docs/build-with-claude/adaptive-thinking). */
export const CLAUDE_ADAPTIVE =
  /^claude-(?:(?:opus|sonnet)-4-[6-9]|(?:opus|sonnet|haiku|fable|mythos)-(?:[5-9]|preview))/;
/** Of these, the ones that refuse a temperature. */
export const CLAUDE_NO_TEMPERATURE =
  /^claude-(?:opus-4-[7-9]|(?:opus|sonnet|haiku|fable|mythos)-(?:[5-9]|preview))/;
