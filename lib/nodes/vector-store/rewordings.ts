/**
 * What a model writes that is searched for besides the question: `rewrite` puts it in the words of documents, with what
 * was said before; `several` asks it in other ways; `passage` makes up a passage that would answer it, which is likelier
 * to resemble a real one than a question is (HyDE). Nothing of it is ever shown as an answer.
 */
export const REWORDINGS = ["rewrite", "several", "passage"] as const;
export type Rewording = (typeof REWORDINGS)[number];
