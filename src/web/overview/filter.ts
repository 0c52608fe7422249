/** What of a period is shown: read from the address, so that a filtered overview can be sent to somebody. */
import { type Health, healths } from "../../domain/check-in.ts";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";

export interface Filter {
  team: string | null;
  owner: string | null;
  /** None: all. */
  healths: readonly Health[];
  text: string;
}

/** An objective with those of its key results that pass. */
export interface Shown {
  objective: ObjectiveAnswer;
  keyResults: readonly KeyResultAnswer[];
  /** How many do not. */
  hidden: number;
}

export function readFilter(query: URLSearchParams): Filter {
  const asked = (query.get("health") ?? "").split(",");
  return {
    team: query.get("team"),
    owner: query.get("owner"),
    healths: healths.filter((health) => asked.includes(health)),
    text: query.get("q") ?? "",
  };
}

export function isFiltering({ team, owner, healths: chosen, text }: Filter): boolean {
  return team !== null || owner !== null || chosen.length > 0 || text.trim() !== "";
}

/** The address with another filter; what else it says stays. */
export function withFilter(url: URL, change: Partial<Filter>): string {
  const { team, owner, healths: chosen, text } = { ...readFilter(url.searchParams), ...change };
  const query = new URLSearchParams(url.searchParams);
  const values = { team, owner, health: chosen.join(",") || null, q: text || null };
  for (const [key, value] of Object.entries(values)) {
    if (value === null) query.delete(key);
    else query.set(key, value);
  }
  const written = query.toString();
  return written === "" ? "/" : `/?${written}`;
}

/**
 * Objectives of which anything passes. A key result without an owner is its objective's owner's; a text that the objective
 * has finds all of its key results.
 */
export function applyFilter(objectives: readonly ObjectiveAnswer[], filter: Filter): Shown[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return objectives.flatMap((objective) => {
    if (filter.team !== null && objective.team !== filter.team) return [];
    const found = hasWords(words, [objective.title, objective.id, objective.description, objective.team]);
    const keyResults = objective.keyResults.filter(
      (keyResult) =>
        (found || hasWords(words, [keyResult.title, keyResult.id])) &&
        passes(filter, keyResult.owner ?? objective.owner, [keyResult.health, keyResult.statedHealth]),
    );
    const itself = found && passes(filter, objective.owner, [objective.health]);
    if (!itself && keyResults.length === 0) return [];
    return [{ objective, keyResults, hidden: objective.keyResults.length - keyResults.length }];
  });
}

function passes({ owner, healths: chosen }: Filter, itsOwner: string | null, its: readonly (Health | null)[]): boolean {
  if (owner !== null && itsOwner !== owner) return false;
  return chosen.length === 0 || its.some((health) => health !== null && chosen.includes(health));
}

function hasWords(words: readonly string[], texts: readonly (string | null)[]): boolean {
  if (words.length === 0) return true;
  const text = texts
    .filter((each) => each !== null)
    .join("\n")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
