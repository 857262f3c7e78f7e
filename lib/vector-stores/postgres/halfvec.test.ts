import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeHalfvecs, encodeHalfvecs } from "./halfvec";

/** What halfvec_send would give for vectors sent as an array: the array's head and the lengths left out. */
function sent(vectors: readonly number[][]): Buffer {
  const bytes = encodeHalfvecs(vectors, 1);
  const stride = 4 + (vectors[0]?.length ?? 0) * 2;
  return Buffer.concat(
    vectors.map((_, row) =>
      bytes.subarray(20 + row * (stride + 4) + 4, 20 + (row + 1) * (stride + 4)),
    ),
  );
}

describe("half-precision vectors", () => {
  it("come back within half a step of eleven bits", () => {
    const number = fc.double({ min: -60_000, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number), { minLength: 1 }), (vectors) => {
        const back = decodeHalfvecs(sent(vectors), 3);
        vectors.flat().forEach((value, at) => {
          const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10));
          expect(Math.abs((back[at] ?? NaN) - value)).toBeLessThanOrEqual(step * 0.50001);
        });
      }),
    );
  });

  it("keep what half precision can say, and let too large numbers be refused", () => {
    const exact = [0, 1, -2.5, 65_504, 2 ** -14, 2 ** -24, -(2 ** -24) * 1023];
    expect([...decodeHalfvecs(sent([exact]), exact.length)]).toEqual(exact);
    expect([...decodeHalfvecs(sent([[70_000, -1e9]]), 2)]).toEqual([Infinity, -Infinity]);
  });

  it("are an array of one dimension of the given type", () => {
    const bytes = encodeHalfvecs([[1], [2]], 99);
    expect([0, 4, 8, 12, 16].map((at) => bytes.readInt32BE(at))).toEqual([1, 0, 99, 2, 1]);
    expect(bytes.subarray(20).toString("hex")).toBe(
      "00000006000100003c00" + "00000006000100004000",
    );
  });
});
