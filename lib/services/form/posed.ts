import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { readForm, type FormProblem, type FormValues } from "@/lib/graph/form";
import { formRequest } from "@/lib/publication/api-schemas";
import { formOf, takesQuestions } from "./form-of";

export const questionSchema = z.string().trim().min(1).max(4000);

/** A question as it comes in: words, or what was filled into a form. */
export interface Posed {
  readonly question?: string | undefined;
  readonly form?: Readonly<Record<string, unknown>> | undefined;
}

export const posedShape = { question: questionSchema.optional(), form: formRequest.optional() };

/** Exactly one of the two. */
export function onePosed<T extends z.ZodType<Posed>>(schema: T): T {
  return schema.refine(({ question, form }) => (question === undefined) !== (form === undefined), {
    path: ["question"],
  });
}

/** The same text for the same question. */
export function contentOf({ question, form }: Posed): string {
  return question ?? JSON.stringify(form);
}

/**
 * What a run of this workflow is given. Throws `form.invalid` with the field, `form.not-taken` and `form.no-chat` for what
 * the workflow has no input for.
 */
export function readPosed(
  graph: Graph,
  { question, form: given }: Posed,
): { question: string; form: FormValues | null } {
  if (given === undefined) {
    if (!takesQuestions(graph)) throw new AppError("form.no-chat", "bad-request");
    return { question: question ?? "", form: null };
  }
  const form = formOf(graph);
  if (form === null) throw new AppError("form.not-taken", "bad-request");
  const read = readForm(form, given);
  if ("problems" in read) throw invalidForm(read.problems);
  const { values, question: made } = read.filled;
  return { question: made, form: values };
}

/** Names the first field that can't be taken, and why. */
export function invalidForm([first]: readonly FormProblem[]): AppError {
  const { field = "", code: problem = "missing" } = first ?? {};
  return new AppError("form.invalid", "bad-request", { params: { field, problem } });
}
