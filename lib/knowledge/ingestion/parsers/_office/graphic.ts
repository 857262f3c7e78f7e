import type { DocumentBuilder } from "../document-builder";
import { appendChart } from "./chart";
import type { OoxmlPackage } from "./ooxml-package";
import { findAll, textOf } from "./xml";

/** The words of a chart, with its numbers, or of a diagram (SmartArt), one line a shape. */
export function appendGraphic(
  builder: DocumentBuilder,
  pack: OoxmlPackage,
  part: string | undefined,
): void {
  const root = part === undefined ? null : pack.xml(part);
  if (root?.name === "chartSpace") appendChart(builder, root, { values: true });
  if (root?.name !== "dataModel") return;
  const points = findAll(root, "pt").flatMap((point) => findAll(point, "p"));
  const lines = points.map((line) => findAll(line, "t").map(textOf).join("").trim());
  builder.paragraph(lines.filter((line) => line !== "").join("\n"));
}
