/** Where the parts of a JQL query stand in its text, and what they say. */
import type { JqlStringContext } from "@atlaskit/jql-parser";
import type { Refuse } from "./tree.ts";

/** Any part of the parse tree. */
export interface Part {
  start: { startIndex: number };
  stop?: { stopIndex: number } | undefined;
}

export interface JqlSource {
  refuse: Refuse;
  /** Character from 1. */
  at(part: Part): number;
  /** As it is written, line breaks and all. */
  written(part: Part): string;
}

export function sourceOf(text: string, refuse: Refuse): JqlSource {
  // The parser counts code points.
  const points = Array.from(text);
  return {
    refuse,
    at: ({ start }) => start.startIndex + 1,
    written: ({ start, stop }) => points.slice(start.startIndex, (stop?.stopIndex ?? start.startIndex) + 1).join(""),
  };
}

/** What a plain or quoted text stands for. */
export function plainTextOf(context: JqlStringContext): string {
  const { text } = context;
  return unescaped(context.STRING() === undefined ? text.slice(1, -1) : text);
}

const named: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/gu, (_, code?: string, character = "") =>
    code === undefined ? (named[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
