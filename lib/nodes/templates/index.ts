export { answerFromAttachedFiles } from "./answer-from-attached-files";
export { answerFromDocuments } from "./answer-from-documents";
