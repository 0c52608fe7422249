/** What a demo shows while it runs: a table redrawn in place on a terminal, plain lines elsewhere. */
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";
import { type Cli, paint } from "../cli.ts";
import { formatPercent } from "../percent.ts";
import { plainText } from "../plain-text.ts";
import { formatStanding } from "../standing.ts";

export interface Scene {
  objectives: readonly ObjectiveAnswer[];
  told: number;
  /** The last few things that happened, oldest first. */
  recent: readonly string[];
}

export interface Screen {
  show(scene: Scene): void;
  /** Gives the terminal back; harmless when it was never taken. */
  end(): void;
}

/** A screen for this terminal with a heading that stays, or lines for a file or a pipe. */
export function createScreen(cli: Cli, heading: string): Screen {
  return cli.terminal.isTty ? redrawnScreen(cli, heading) : plainScreen(cli, heading);
}

/** The terminal's second page, its cursor and its wrapping of long lines. */
const terminalCodes = {
  take: "\u001b[?1049h\u001b[?25l\u001b[?7l",
  giveBack: "\u001b[?7h\u001b[?25h\u001b[?1049l",
  home: "\u001b[H",
  clearLine: "\u001b[K",
  clearBelow: "\u001b[J",
};

/** Draws on the terminal's second page, so that what was there before comes back afterwards. */
function redrawnScreen(cli: Cli, heading: string): Screen {
  const { take, giveBack, home, clearLine, clearBelow } = terminalCodes;
  let taken = false;
  return {
    show({ objectives, told, recent }) {
      const happened = recent.toReversed().map((line) => `  ${paint(cli, "dim", plainText(line))}`);
      const table = formatStanding(cli, objectives).trimEnd().split("\n");
      const lines = [...heading.split("\n"), "", ...table, "", paint(cli, "bold", `${told} events`), ...happened];
      const page = lines.slice(0, cli.terminal.rows - 1).map((line) => `${line}${clearLine}\n`);
      cli.print(`${taken ? "" : take}${home}${page.join("")}${clearBelow}`);
      taken = true;
    },
    end() {
      if (taken) cli.print(`${giveBack}${heading}\n`);
      taken = false;
    },
  };
}

/** One line for the changes since the last one. */
function plainScreen(cli: Cli, heading: string): Screen {
  const shown = new Map<string, string>();
  cli.print(`${heading}\n\n`);
  return {
    show({ objectives, told }) {
      const moves = objectives
        .flatMap((objective) => [objective, ...objective.keyResults])
        .flatMap(({ id, progress }) => {
          const now = formatPercent(progress);
          const before = shown.get(id) ?? formatPercent(null);
          shown.set(id, now);
          return before === now ? [] : [`${id} ${before} → ${now}`];
        });
      if (moves.length > 0) cli.print(`${String(told).padStart(5)} events  ${moves.join(", ")}\n`);
    },
    end() {},
  };
}
