import "server-only";
import type { FormField, FormValue } from "@/lib/graph/form";
import { executorFor, madePort } from "@/lib/nodes/_contract/executor";
import { formInput, portOfField } from "./definition";

/** Gives nothing where a question came from a chat: what only a form leads to is skipped then. */
export const formInputExecutor = executorFor(formInput)(async ({ params, ctx }) => {
  const { form } = ctx;
  if (form === null) return {};
  const made = params.fields.map((field) => portFor(field, form[field.name] ?? null));
  const given = { question: ctx.question.trim(), files: [...ctx.attached] };
  return made.reduce((all, one) => ({ ...all, ...one }), given);
});

function portFor({ name, type }: FormField, value: FormValue): object {
  if (value !== null) return madePort(portOfField(name), value);
  // An empty text can be mentioned as any other; there is no empty number.
  return type === "number" || type === "yes-no" ? {} : madePort(portOfField(name), "");
}
