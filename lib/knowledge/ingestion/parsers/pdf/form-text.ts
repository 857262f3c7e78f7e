import type { FormField } from "@llamaindex/liteparse";
import type { PageBlock, PdfPage } from "./pdf-page";

/** What people typed into a field for passwords is nobody's to read. */
const PASSWORD_FLAG = 1 << 13;
/** Links and fields are no remarks, and a popup repeats the remark it belongs to. */
const NO_REMARK = new Set(["link", "widget", "popup"]);

/** What was filled in on a page, as "Label: value", and the remarks that were put on it. */
export function filledIn({ fields, annotations }: PdfPage): PageBlock[] {
  const values = fields.flatMap((field): PageBlock[] => {
    const value = valueOf(field);
    if (value === "") return [];
    const text = [labelOf(field), value].filter(Boolean).join(": ");
    return [{ kind: "paragraph", text, ...(field.rect ? { rect: field.rect } : {}) }];
  });
  const remarks = annotations.flatMap(({ subtype, contents = "", rect }): PageBlock[] =>
    NO_REMARK.has(subtype.toLowerCase()) || contents.trim() === ""
      ? []
      : [{ kind: "paragraph", text: contents, ...(rect ? { rect } : {}) }],
  );
  return [...values, ...remarks];
}

function valueOf({ type, value, exportValue, checked, selectedOptions, fieldFlags }: FormField) {
  if (/button|signature/i.test(type) && !/radio|check/i.test(type)) return "";
  if (/radio|check/i.test(type)) return checked === true ? exportLabel(exportValue) : "";
  if ((fieldFlags & PASSWORD_FLAG) !== 0 && /text/i.test(type)) return "";
  return (selectedOptions.length > 0 ? selectedOptions.join(", ") : (value ?? "")).trim();
}

const exportLabel = (value: string | undefined) =>
  value === undefined || /^(?:on|yes|1|true)$/i.test(value) ? "yes" : value;

/** The words a form shows for a field, else the last part of its technical name. */
function labelOf({ alternateName, name }: FormField): string {
  const label = alternateName?.trim();
  if (label) return label.replace(/:$/, "");
  const last = (name ?? "").split(".").at(-1) ?? "";
  return last
    .replace(/\[\d+\]$/, "")
    .replace(/[_]+/g, " ")
    .trim();
}
