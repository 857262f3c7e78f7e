import type { DocumentBuilder } from "../document-builder";
import { child, descend, elements, findAll, textOf, type XmlElement } from "./xml";

/** A chart's titles and, with `values`, its numbers as a table: a row a category, a column a series. */
export function appendChart(
  builder: DocumentBuilder,
  root: XmlElement,
  { values }: { values: boolean },
): void {
  const titles = findAll(root, "title").map((title) =>
    findAll(title, "t", "v").map(textOf).join(""),
  );
  builder.paragraph(titles.filter((title) => title.trim() !== "").join("\n"));
  if (!values) return;
  const series = findAll(root, "ser").map((ser) => ({
    name: points(child(ser, "tx"))[0] ?? "",
    categories: points(child(ser, "cat") ?? child(ser, "xVal")),
    values: points(child(ser, "val") ?? child(ser, "yVal")),
  }));
  const categories = series.find((one) => one.categories.length > 0)?.categories ?? [];
  const length = Math.max(0, categories.length, ...series.map((one) => one.values.length));
  const rows = Array.from({ length }, (_, at) => [
    categories[at] ?? "",
    ...series.map((one) => one.values[at] ?? ""),
  ]);
  if (rows.length > 0) builder.table(["", ...series.map((one) => one.name)], rows);
}

/** The values a chart remembers from its sheet, by their index. */
function points(source: XmlElement | undefined): string[] {
  if (!source) return [];
  const cache = findAll(source, "strCache", "numCache", "strLit", "numLit", "multiLvlStrCache")[0];
  if (!cache) return findAll(source, "v").map(textOf);
  const level = descend(cache, "lvl") ?? cache;
  const found: string[] = [];
  for (const point of elements(level, "pt").slice(0, 10_000)) {
    const index = Number(point.attributes.idx ?? found.length);
    if (index >= 0 && index < 100_000) found[index] = textOf(child(point, "v") ?? point);
  }
  return Array.from(found, (value) => value ?? "");
}
