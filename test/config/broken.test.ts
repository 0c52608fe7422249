import { describe, expect, it } from "vitest";
import { configFiles } from "../../src/config/config-files.ts";
import { formatProblem } from "../../src/config/problem.ts";
import { filesOf, type Row, type Table } from "./broken/table.ts";
import { tables } from "./broken/tables.ts";
import { parse, problemsOf, smallEnv } from "./small-config.ts";

function rowsOf({ shape = [], meaning = [], syntax = [] }: Table): readonly Row[] {
  return [...shape, ...meaning, ...syntax];
}

const every = Object.entries(tables).flatMap(([area, list]) =>
  list.flatMap((table) => rowsOf(table).map((row) => ({ area, file: table.file, what: row[0], row }))),
);

describe("a broken configuration", () => {
  it.each(every)("is refused in words and with a position: $area, $what", ({ file, row }) => {
    const [, , ...says] = row;
    const own = `${file}:`;
    const problems = problemsOf(filesOf(file, row));
    expect(problems.map((problem) => (problem.startsWith(own) ? problem.slice(own.length) : problem))).toEqual(says);
  });

  it("comes in well over 80 kinds, each told once", () => {
    expect(every.length).toBeGreaterThan(200);
    expect(new Set(every.map(({ area, file, what }) => `${area} ${file} ${what}`)).size).toBe(every.length);
  });

  it.each(every)("tells no secret: $area, $what", ({ file, row }) => {
    const canary = "cAnArY-93b1f0";
    const env = Object.fromEntries(Object.entries(smallEnv).map(([name, value]) => [name, `${canary}${value}`]));
    const result = parse(filesOf(file, row), { env });
    const said = [...(result.ok ? [] : result.problems), ...result.warnings];
    expect(said.map(formatProblem).join("\n")).not.toContain(canary);
  });

  it("is told with positions that are in the file", () => {
    for (const { file, row } of every) {
      const files = filesOf(file, row);
      const result = parse(files);
      for (const problem of result.ok ? [] : result.problems) {
        expect(configFiles).toContain(problem.file);
        const lines = (files[problem.file] ?? "").split("\n");
        expect(problem.line).toBeLessThanOrEqual(lines.length);
        expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? "").length + 1);
      }
    }
  });
});
