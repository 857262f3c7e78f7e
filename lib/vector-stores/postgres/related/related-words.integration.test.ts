import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { BUILT_IN_FUSION, MODEL_FUSION } from "../../_contract/fusion";
import { passage, setUp } from "../testing";

const { db, sql } = testDatabase();

const about = [
  "The lift of a wing depends on the camber of its airfoil.",
  "Lift grows until the airfoil of the wing stalls.",
  "A wing of low camber has less lift at the same speed.",
  "An airfoil with flaps gives a wing more lift when landing.",
  "Ice on the airfoil takes lift from the wing.",
  "The lift of the wing was measured in a tunnel for each airfoil.",
  "Wing and airfoil were chosen for lift, not for speed.",
  "A thick airfoil gives the wing lift at low speed.",
  "Where the airfoil ends the lift of the wing is lost.",
  "The airfoil decides how much lift a wing has.",
];
const aside = "The east wing of the hospital.";
const related = "Tests of the airfoil at another camber, at low speed, by wing makers in a tunnel.";

describe.each(["bm25", "terms"] as const)("related words, keywords by %s", (mode) => {
  async function filled() {
    const made = await setUp({ db, sql }, mode);
    // The first search of an index with next to nothing in it: what it learnt has to be learnt anew afterwards.
    await made.search("lift of a wing", { limit: 1 });
    const texts = [...about, aside, related];
    const others = Array.from({ length: 60 }, (_, at) => `Order ${String(at)} of paper and pens.`);
    await made.store.putPassages({
      ...made.target,
      passages: [...texts, ...others].map((text, at) => passage(made.ids, 10 + at, text)),
    });
    return made;
  }

  it("put a passage with them before one that only shares a word, and say so", async () => {
    const made = await filled();
    const ask = (fusion = BUILT_IN_FUSION) => made.search("lift of a wing", { limit: 20, fusion });
    const places = (found: Awaited<ReturnType<typeof ask>>) =>
      [related, aside].map((text) => found.findIndex((one) => one.text === text));
    const [withoutRelated = 0, withoutAside = 0] = places(await ask(MODEL_FUSION));
    expect(withoutAside).toBeLessThan(withoutRelated);

    const found = await ask();
    const [place = 0, asidePlace = 0] = places(found);
    expect(place).toBeLessThan(asidePlace);
    const { scores, places: stages } = found[place] ?? {};
    expect(stages).toMatchObject({ related: place + 1, fused: place + 1, vector: null });
    expect(stages?.keyword).toBeGreaterThan(place + 1);
    expect(scores?.related).toBeGreaterThan(scores?.keyword ?? 0);
    expect(found.map((one) => one.scores.fused)).toEqual(
      found.map((one) => one.scores.fused).sort((a, b) => b - a),
    );
  });

  it("say nothing where too few passages have a word of the question", async () => {
    const { search } = await filled();
    const [best] = await search("dental plan");
    expect(best?.text).toContain("dental plan");
    expect(best?.scores).not.toHaveProperty("related");
    expect(best?.places).toEqual({ keyword: 1, vector: null, fused: 1, rerank: null });
  });
});
