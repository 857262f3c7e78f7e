import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  collectReferences,
  formatReference,
  malformedTokens,
  parseReferenceText,
  referenceIn,
  renameReferences,
  resolveParams,
  resolveReferenceText,
  type OutputLookup,
} from "./references";

const outputs: OutputLookup = (id) =>
  id === "model-1"
    ? {
        answer: { text: "Thirty days.", outcome: "answered", citations: [], refusal: null },
        json: { list: [{ name: "first" }, { name: "second" }], "n/a": 1 },
        number: 7,
      }
    : undefined;

const reference = fc.record({
  nodeId: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  port: fc.stringMatching(/^[a-zA-Z]\w{0,10}$/),
  path: fc.array(fc.stringMatching(/^\w{1,8}$/), { maxLength: 4 }),
});

describe("the grammar of references", () => {
  it("splits text at tokens without losing a character", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), reference.map(formatReference))), (pieces) => {
        const text = pieces.join("");
        const parts = parseReferenceText(text);
        expect(parts.map((part) => (part.kind === "text" ? part.text : part.raw)).join("")).toBe(
          text,
        );
      }),
    );
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(reference, (ref) => {
        expect(parseReferenceText(formatReference(ref))).toEqual([
          { kind: "reference", raw: formatReference(ref), reference: ref },
        ]);
        expect(referenceIn({ ref: [ref.nodeId, ref.port, ...ref.path] })).toEqual(ref);
      }),
    );
  });

  it.each(["{{model-1}}", "{{Model.text}}", "{{a.b.}}", "{{1+1}}", "{a.b}", "{{ a .b}}", "{{}}"])(
    "leaves %s as it is",
    (text) => {
      expect(parseReferenceText(text)).toEqual([{ kind: "text", text }]);
    },
  );

  it("reports what only looks like a token", () => {
    expect(malformedTokens("{{model-1.answer}} {{user.name()}} {{x}}")).toEqual([
      "{{user.name()}}",
      "{{x}}",
    ]);
  });

  it("takes time in proportion to the text, whatever is in it", () => {
    const nasty = "{{a.b" + ".c".repeat(50_000) + "{{".repeat(50_000) + " ".repeat(50_000);
    const startedAt = performance.now();
    parseReferenceText(nasty);
    malformedTokens(nasty);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe("resolving", () => {
  it("fills text in, a message as its text, steps into objects and lists", () => {
    const text = "{{model-1.answer}} ({{ model-1.number }}) {{model-1.json.list.1.name}}";
    expect(resolveReferenceText(text, outputs)).toBe("Thirty days. (7) second");
  });

  it("leaves nothing where a node was skipped or a step leads nowhere", () => {
    expect(resolveReferenceText("[{{other-1.text}}{{model-1.json.gone.x}}]", outputs)).toBe("[]");
  });

  it("follows own properties only", () => {
    const text = "[{{model-1.constructor}}{{model-1.json.__proto__}}{{model-1.json.list.length}}]";
    expect(resolveReferenceText(text, outputs)).toBe("[2]");
  });

  it("never reads an inserted value again", () => {
    const lookup: OutputLookup = (id) => (id === "a" ? { text: "{{b.text}}" } : { text: "secret" });
    expect(resolveReferenceText("{{a.text}}", lookup)).toBe("{{b.text}}");
  });

  it("reads tokens in the named fields only and whole-field references anywhere", () => {
    const params = {
      note: "It says {{model-1.answer}}",
      name: "{{model-1.answer}}",
      level: { ref: ["model-1", "number"] },
      gone: { ref: ["other-1", "number"] },
    };
    const textKeys = new Set(["note"]);
    expect(resolveParams(params, textKeys, outputs)).toEqual({
      note: "It says Thirty days.",
      name: "{{model-1.answer}}",
      level: 7,
    });
    expect(collectReferences(params, textKeys).map(({ field }) => field)).toEqual([
      "note",
      "level",
      "gone",
    ]);
  });
});

describe("references within lists and objects", () => {
  const params = {
    rules: [
      {
        name: "A",
        when: [{ value: { ref: ["model-1", "number"] }, operand: "{{model-1.answer}}" }],
      },
      { name: "B", when: [{ value: { ref: ["other-1", "number"] }, operand: "" }] },
    ],
  };

  it("are found, resolved and renamed; their texts stay as they are", () => {
    expect(collectReferences(params, new Set()).map(({ reference }) => reference.nodeId)).toEqual([
      "model-1",
      "other-1",
    ]);
    expect(resolveParams(params, new Set(), outputs)).toEqual({
      rules: [
        { name: "A", when: [{ value: 7, operand: "{{model-1.answer}}" }] },
        { name: "B", when: [{ value: null, operand: "" }] },
      ],
    });
    expect(renameReferences(params, new Map([["model-1", "model-9"]]))).toMatchObject({
      rules: [{ when: [{ value: { ref: ["model-9", "number"] } }] }, { name: "B" }],
    });
  });
});

describe("renaming", () => {
  it("follows nodes to their new ids and leaves the rest untouched", () => {
    const params = {
      note: "{{ model-1.answer }} and {{other-1.text}} and {{x}}",
      level: { ref: ["model-1", "number", "0"] },
      list: ["{{model-1.answer}}"],
    };
    expect(renameReferences(params, new Map([["model-1", "model-9"]]))).toEqual({
      note: "{{model-9.answer}} and {{other-1.text}} and {{x}}",
      level: { ref: ["model-9", "number", "0"] },
      list: ["{{model-1.answer}}"],
    });
  });

  it("there and back is where it began", () => {
    fc.assert(
      fc.property(fc.array(reference), fc.string(), (refs, text) => {
        const there = new Map(refs.map((ref, i) => [ref.nodeId, `new-node-${i}-x`]));
        const back = new Map([...there].map(([from, to]) => [to, from]));
        const params = { note: text + refs.map(formatReference).join(" ") };
        const normal = renameReferences(params, new Map(refs.map((r) => [r.nodeId, r.nodeId])));
        expect(renameReferences(renameReferences(normal, there), back)).toEqual(normal);
      }),
    );
  });
});
