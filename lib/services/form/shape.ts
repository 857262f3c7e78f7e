import { z } from "zod";
import {
  formChoices,
  formLabel,
  MAX_FORM_LONG_TEXT,
  MAX_FORM_TEXT,
  type Form,
  type FormField,
} from "@/lib/graph/form";

/** The fields of a form by name, as programs and tools are told of them; what is sent is read by readForm all the same. */
export function formShape({ fields }: Form): Record<string, z.ZodType> {
  return Object.fromEntries(
    fields.map((field) => {
      const { name, required, help } = field;
      const value = required ? valueOf(field) : valueOf(field).nullable().optional();
      return [
        name,
        value.meta({ title: formLabel(field), ...(help !== "" && { description: help }) }),
      ];
    }),
  );
}

function valueOf(field: FormField): z.ZodType {
  switch (field.type) {
    case "text":
      return z.string().max(MAX_FORM_TEXT);
    case "long-text":
      return z.string().max(MAX_FORM_LONG_TEXT);
    case "number":
      return z.number();
    case "choice":
      return z.enum(formChoices(field));
    case "yes-no":
      return z.boolean();
    case "date":
      return z.iso.date();
  }
}
