/** When the stories of a container came, were begun and came to rest in the past, as shares of it. */
import type { Plan } from "./cast.ts";
import type { Random } from "./random.ts";

/** Shares 0…1 of the past, in this order where they are there; null where it has not come to that. */
export interface Life {
  createdAt: number;
  estimatedAt: number | null;
  plannedAt: number | null;
  startedAt: number | null;
  reviewedAt: number | null;
  doneAt: number | null;
  /** Done too early: taken up again, and done once more. */
  reopenedAt: number | null;
  doneAgainAt: number | null;
  droppedAt: number | null;
}

/** What is done by now was done more or less evenly from here on. */
const firstDone = 0.07;

/** The day on which nobody had planned for so much. */
const lateAt = 0.52;

/** One life for each story of the plan, in the order in which the plan names their ends. */
export function livesOf(plan: Plan, random: Random): readonly Life[] {
  const { stories, late, done, dropped, review, doing } = plan;
  return Array.from({ length: stories }, (_, index) => {
    const isLate = index >= stories - late;
    if (index < done) return doneLife(index, done, isLate, random);
    if (index < done + dropped) return droppedLife(random);
    const life = begun(isLate, random);
    if (index < done + dropped + review + doing) return underWayLife(life, index < done + dropped + review, random);
    return life;
  });
}

function begun(isLate: boolean, random: Random): Life {
  const early = random.chance(0.6) ? random.next() * 0.02 : random.next() * 0.35;
  return {
    createdAt: isLate ? lateAt + random.next() * 0.015 : 0.004 + early,
    estimatedAt: null,
    plannedAt: null,
    startedAt: null,
    reviewedAt: null,
    doneAt: null,
    reopenedAt: null,
    doneAgainAt: null,
    droppedAt: null,
  };
}

function doneLife(index: number, count: number, isLate: boolean, random: Random): Life {
  const evenly = firstDone + (0.98 - firstDone) * ((index + random.next()) / count);
  const doneAt = isLate ? Math.max(evenly, lateAt + 0.1 + random.next() * 0.3) : evenly;
  const startedAt = Math.max(doneAt * 0.6, doneAt - 0.03 - random.next() * 0.1);
  const life = startedLife(begun(isLate, random), Math.max(startedAt, isLate ? lateAt + 0.03 : 0), random);
  const again = index === 2 && doneAt < 0.7 ? { reopenedAt: doneAt + 0.06, doneAgainAt: doneAt + 0.13 } : {};
  const reviewedAt = random.chance(0.6) ? between(life.startedAt!, doneAt, 0.7) : null;
  return { ...life, reviewedAt, doneAt, ...again };
}

function droppedLife(random: Random): Life {
  return { ...begun(false, random), droppedAt: 0.4 + random.next() * 0.4 };
}

function underWayLife(life: Life, isReviewed: boolean, random: Random): Life {
  const started = startedLife(life, 0.75 + random.next() * 0.2, random);
  return { ...started, reviewedAt: isReviewed ? between(started.startedAt!, 1, 0.6) : null };
}

/** Nothing is begun before it is written down, and most is planned and estimated in between. */
function startedLife(life: Life, startedAt: number, random: Random): Life {
  const createdAt = Math.min(life.createdAt, startedAt * 0.9);
  const estimatedAt = random.chance(0.25) ? between(createdAt, startedAt, 0.4) : null;
  const plannedAt = random.chance(0.6) ? between(createdAt, startedAt, 0.9) : null;
  return { ...life, createdAt, estimatedAt, plannedAt, startedAt };
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
