import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { Breaker, Breakers } from "./breaker";

const down = () => new AppError("model.unavailable", "unavailable", { retryable: true });

function clocked() {
  let now = 1000;
  const breaker = new Breaker(() => now);
  const call = (outcome: AppError | "well" | "left") => {
    breaker.enter("m");
    if (outcome === "well") breaker.succeeded();
    else if (outcome === "left") breaker.left();
    else breaker.failed(outcome);
  };
  return { breaker, call, pass: (ms: number) => (now += ms) };
}

describe("a breaker", () => {
  it("leaves an endpoint alone after five outages in a row, and says for how long", () => {
    const { call, pass, breaker } = clocked();
    for (let times = 0; times < 5; times++) call(down());
    pass(5000);
    expect(() => call("well")).toThrow(
      expect.objectContaining({ code: "model.paused", retryable: true, retryAfterMs: 10_000 }),
    );
    expect(breaker.health).toMatchObject({ state: "paused", until: 16_000 });
  });

  it("counts only what comes in a row", () => {
    const { call } = clocked();
    for (let times = 0; times < 20; times++) call(times % 4 === 3 ? "well" : down());
  });

  it.each(["model.key-rejected", "model.request-refused", "model.context-too-long"])(
    "holds nothing against the endpoint for %s",
    (code) => {
      const { call } = clocked();
      for (let times = 0; times < 20; times++) call(new AppError(code, "unavailable"));
    },
  );

  it("lets one call find out after the pause, and no other meanwhile", () => {
    const { call, pass, breaker } = clocked();
    for (let times = 0; times < 5; times++) call(down());
    pass(15_000);
    breaker.enter("m");
    expect(() => breaker.enter("m")).toThrow(expect.objectContaining({ code: "model.paused" }));
    breaker.failed(down());
    expect(breaker.health.state).toBe("paused");
    pass(15_000);
    call("well");
    expect(breaker.health.state).toBe("healthy");
    call("well");
  });

  it("lets the next one find out where the first was given up by its caller", () => {
    const { call, pass } = clocked();
    for (let times = 0; times < 5; times++) call(down());
    pass(15_000);
    call("left");
    call("well");
  });

  it("pauses as long as the service asks, and no longer than a minute", () => {
    const { call, pass } = clocked();
    const limited = (retryAfterMs: number) =>
      new AppError("model.rate-limited", "rate-limited", { retryable: true, retryAfterMs });
    call(limited(3000));
    expect(() => call("well")).toThrow(expect.objectContaining({ retryAfterMs: 3000 }));
    pass(3000);
    call(limited(3_600_000));
    pass(60_000);
    call("well");
  });
});

describe("the breakers of a process", () => {
  it("keep endpoints and models apart", () => {
    const breakers = new Breakers();
    for (let times = 0; times < 5; times++) breakers.of("a", "m").failed(down());
    expect(breakers.unhealthy("a").map(({ model }) => model)).toEqual(["m"]);
    expect(breakers.unhealthy("b")).toEqual([]);
    breakers.of("a", "other").enter("other");
    breakers.of("b", "m").enter("m");
  });

  it("remember no more than a thousand", () => {
    const breakers = new Breakers();
    for (let times = 0; times < 5; times++) breakers.of("a", "m").failed(down());
    for (let index = 0; index < 1000; index++) breakers.of("b", String(index));
    expect(breakers.unhealthy("a")).toEqual([]);
  });
});
