import fc from "fast-check";
import { describe, it } from "vitest";
import { DocumentBuilder } from "./document-builder";
import { expectSoundMarks } from "./testing";

const words = fc.string({ unit: "grapheme", maxLength: 30 });
const number = fc.integer({ min: 1, max: 6 });
const share = fc.double({ min: 0, max: 0.5, noNaN: true });
const box = fc.record({ left: share, top: share, width: share, height: share });

type Step = (builder: DocumentBuilder) => void;
const { step } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: "small" },
    fc.tuple(number, words).map(([level, title]): Step => (builder) => {
      builder.heading(level, title);
    }),
    fc.tuple(words, fc.option(box, { nil: undefined })).map(([text, place]): Step => (builder) => {
      builder.paragraph(text, place);
    }),
    fc
      .tuple(fc.option(fc.array(words)), fc.array(fc.array(words, { maxLength: 4 })))
      .map(([header, rows]): Step => (builder) => {
        builder.table(header, rows, { rows: rows.map(() => ({ cells: "A1:B1" })) });
      }),
    fc.tuple(number, tie("steps")).map(([page, inner]): Step => (builder) => {
      builder.section({ kind: "page", number: page }, () => {
        for (const one of inner) one(builder);
      });
    }),
    fc.tuple(number, tie("steps")).map(([depth, inner]): Step => (builder) => {
      const other = new DocumentBuilder();
      for (const one of inner) one(other);
      builder.embed(other.build(), depth);
    }),
  ),
  steps: fc.array(tie("step"), { maxLength: 4 }),
}));

describe("DocumentBuilder", () => {
  it("gives marks that fit the text, whatever was appended", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const builder = new DocumentBuilder();
        for (const one of steps) one(builder);
        expectSoundMarks(builder.build());
      }),
      { numRuns: 300 },
    );
  });
});
