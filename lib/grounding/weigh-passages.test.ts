import { expect, it } from "vitest";
import { leave, parking, passage } from "@/lib/testing/passages";
import { sufficiency } from "./sufficiency";
import { weighPassages } from "./weigh-passages";

const question = "How many days of paid leave does an employee get?";

it("says what the score would be had each passage not been found", () => {
  const passages = [leave, parking];
  const { score } = sufficiency({ question, passages });
  expect(weighPassages(question, passages)).toEqual([
    { id: leave.id, without: sufficiency({ question, passages: [parking] }).score },
    { id: parking.id, without: sufficiency({ question, passages: [leave] }).score },
  ]);
  const [onLeave, onParking] = weighPassages(question, passages);
  expect(score - (onLeave?.without ?? 1)).toBeGreaterThan(0.3);
  expect(Math.abs(score - (onParking?.without ?? 1))).toBeLessThan(0.2);
});

it("leaves nothing of the only passage, and weighs no more than the best", () => {
  expect(weighPassages(question, [leave])).toEqual([{ id: leave.id, without: 0 }]);
  const many = Array.from({ length: 30 }, (_, at) => passage("Nothing.", { id: String(at) }));
  expect(weighPassages(question, many).map(({ id }) => id)).toEqual(
    many.slice(0, 16).map(({ id }) => id),
  );
});
