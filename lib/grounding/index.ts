export { citeAnswer, type CitedAnswer } from "./citations";
export { splitClaims, type Claim } from "./claims";
export { extractAnswer, type AnswerSentence, type ExtractedAnswer } from "./extract-answer";
export { findInstructions, type Instruction, type InstructionKind } from "./instructions";
export { DEFAULT_THRESHOLD } from "./threshold";
export { sufficiency, type Sufficiency } from "./sufficiency";
export { splitSentences, type Sentence } from "./text/sentences";
export { nearestTopic, scoreTopics, type Topic } from "./topics";
export { decide } from "./verdict";
