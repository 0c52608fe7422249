/** Mapping rules as they are written, already checked: which issues count toward which key result. See spec config.md, mapping.yaml. */

import type { Jql } from "./jql.ts";

/** Text compared without case; `*` is a glob. A list means "one of these". `matches` is a regular expression in RE2 syntax, with case. */
export type TextTest =
  | string
  | readonly string[]
  | { any?: readonly string[]; all?: readonly string[]; none?: readonly string[]; matches?: string; exists?: boolean };

export interface NumberTest {
  gte?: number;
  gt?: number;
  lte?: number;
  lt?: number;
  exists?: boolean;
}

/** ISO instants or days, or relative such as `-14d` (whole UTC days from today). */
export interface DateTest {
  gte?: string;
  gt?: string;
  lte?: string;
  lt?: string;
  exists?: boolean;
}

export const textKeys = [
  "source",
  "project",
  "team",
  "type",
  "status",
  "statusCategory",
  "resolution",
  "priority",
  "label",
  "component",
  "version",
  "sprint",
  "cycle",
  "milestone",
  "initiative",
  "assignee",
  "creator",
  "parent",
  "key",
  "title",
] as const;
export type TextKey = (typeof textKeys)[number];

export const numberKeys = ["estimate", "level"] as const;
export type NumberKey = (typeof numberKeys)[number];

export const dateKeys = ["createdAt", "updatedAt", "completedAt"] as const;
export type DateKey = (typeof dateKeys)[number];

/** Keys are ANDed, values of a key ORed. `field.<alias>` takes text, number or date tests. */
export type Condition = { [K in TextKey]?: TextTest } & { [K in NumberKey]?: number | NumberTest } & {
  [K in DateKey]?: DateTest;
} & { [K in `field.${string}`]?: TextTest | number | NumberTest | DateTest } & {
  /** Key, ref, URL, `project:<name, slug or id>` or `initiative:<name or id>`; a list means "within one of these". */
  within?: string | readonly string[];
  any?: readonly Condition[];
  all?: readonly Condition[];
  not?: Condition | readonly Condition[];
  jql?: Jql;
};

export interface Rule {
  id: string;
  keyResultId: string;
  weight: number;
  when: Condition;
}

export interface Conventions {
  /** Label prefix, `kr:`; null where the convention is off. */
  label: string | null;
  /** Field alias that holds a key-result id; null where the convention is off. */
  field: string | null;
}

/** A person's explicit statement that an issue, and all beneath it, counts toward a key result. */
export interface Link {
  id: string;
  /** As it was given: key, ref or URL. */
  issue: string;
  keyResultId: string;
  weight: number;
}

export interface Mapping {
  conventions: Conventions;
  rules: readonly Rule[];
}
