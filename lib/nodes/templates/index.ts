export { answerFromDocuments } from "./answer-from-documents";
