import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/config/problem.ts";
import { hostileFile, hostileKinds } from "./fuzz/hostile-file.ts";
import { parse, smallConfig } from "./small-config.ts";

/** `npm run bench config-fuzz` tries thousands, each timed, in processes of their own. */
const seedsAKind = 12;

describe("parseConfig", () => {
  it.each(hostileKinds.map((kind, index) => ({ kind, index })))("stands hostile files: $kind", ({ index }) => {
    for (let turn = 0; turn < seedsAKind; turn++) {
      const { file, text } = hostileFile(index + turn * hostileKinds.length);
      const result = parse({ ...smallConfig, [file]: text });
      const said = [...(result.ok ? [] : result.problems), ...result.warnings];
      expect(result.ok || result.problems.length > 0).toBe(true);
      const lines = text.split("\n");
      expect(said.filter((problem) => problem.file === file && !isReadable(problem, lines))).toEqual([]);
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

/** Of a length that somebody reads, at a place that is in the file. */
function isReadable({ line, column, message }: Problem, lines: readonly string[]): boolean {
  return message.length < 600 && line <= lines.length && column <= (lines[line - 1] ?? "").length + 1;
}
