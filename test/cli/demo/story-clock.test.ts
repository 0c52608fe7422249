import { describe, expect, it } from "vitest";
import { createStoryClock } from "../../../src/cli/demo/story-clock.ts";

const real = new Date("2027-03-10T14:30:00.000Z");
const past = new Date("2027-01-14T08:00:00.000Z");
const later = new Date("2027-01-15T08:00:00.000Z");

describe("createStoryClock", () => {
  it("stands in the past, goes on when told to, never back, and follows the real one in the end", () => {
    const clock = createStoryClock(() => real, past);
    expect(clock.now()).toEqual(past);
    clock.advance(later);
    clock.advance(past);
    expect(clock.now()).toEqual(later);
    clock.catchUp();
    clock.advance(later);
    expect(clock.now()).toEqual(real);
  });

  it("is the real one where nothing is told of the past", () => {
    const clock = createStoryClock(() => real, null);
    clock.advance(past);
    expect(clock.now()).toEqual(real);
  });
});
