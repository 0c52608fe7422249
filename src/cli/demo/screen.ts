/** What a demo shows while it runs: a table redrawn in place on a terminal, plain lines elsewhere. */
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";
import { type Cli, paint } from "../cli.ts";
import { formatPercent } from "../percent.ts";
import { plainText } from "../../domain/plain-text.ts";
import { formatStanding } from "../standing.ts";

export interface Scene {
  objectives: readonly ObjectiveAnswer[];
  told: number;
  /** The last few things that happened, oldest first. */
  recent: readonly { summary: string }[];
}

export interface Screen {
  /** The past is being told, and this day of it is next. */
  lookBack(day: string): void;
  /** From here on there is something to look at. */
  open(): void;
  /** Something worth looking up for begins. */
  announce(headline: string): void;
  show(scene: Scene): void;
  /** Gives the terminal back; harmless when it was never taken. */
  end(): void;
}

export interface ScreenTexts {
  /** Stays above everything from the moment on that there is something to look at. */
  heading: string;
  /** What is said while the past is told. */
  past: string;
}

/** A screen for this terminal with a heading that stays, or lines for a file or a pipe. */
export function createScreen(cli: Cli, texts: ScreenTexts): Screen {
  return cli.terminal.isTty ? redrawnScreen(cli, texts) : plainScreen(cli, texts);
}

/** The terminal's second page, its cursor and its wrapping of long lines. */
const terminalCodes = {
  take: "\u001b[?1049h\u001b[?25l\u001b[?7l",
  giveBack: "\u001b[?7h\u001b[?25h\u001b[?1049l",
  home: "\u001b[H",
  lineStart: "\r",
  clearLine: "\u001b[K",
  clearBelow: "\u001b[J",
};

/** Headlines that stay on the screen. */
const headlinesKept = 3;

/** Draws on the terminal's second page, so that what was there before comes back afterwards. */
function redrawnScreen(cli: Cli, { heading, past }: ScreenTexts): Screen {
  const { take, giveBack, home, lineStart, clearLine, clearBelow } = terminalCodes;
  const headlines: string[] = [];
  let taken = false;
  return {
    lookBack(day) {
      cli.print(`${lineStart}${past} ${day}${clearLine}`);
    },
    open() {
      cli.print(`${lineStart}${clearLine}${take}`);
      taken = true;
    },
    announce(headline) {
      headlines.unshift(headline);
      headlines.length = Math.min(headlines.length, headlinesKept);
    },
    show({ objectives, told, recent }) {
      const news = headlines.map((line, index) => paint(cli, index === 0 ? "bold" : "dim", `▶ ${plainText(line)}`));
      const happened = recent.toReversed().map(({ summary }) => `  ${paint(cli, "dim", plainText(summary))}`);
      const table = formatStanding(cli, objectives).trimEnd().split("\n");
      const lines = [
        ...heading.split("\n"),
        ...(news.length === 0 ? [] : ["", ...news]),
        "",
        ...table,
        "",
        paint(cli, "bold", `${told} events`),
        ...happened,
      ];
      const page = lines.slice(0, cli.terminal.rows - 1).map((line) => `${line}${clearLine}\n`);
      cli.print(`${home}${page.join("")}${clearBelow}`);
    },
    end() {
      if (taken) cli.print(`${giveBack}${heading}\n`);
      taken = false;
    },
  };
}

/** One line for the changes since the last one. */
function plainScreen(cli: Cli, { heading, past }: ScreenTexts): Screen {
  const shown = new Map<string, string>();
  let lookedBack = false;
  return {
    lookBack() {
      if (!lookedBack) cli.print(`${past}\n`);
      lookedBack = true;
    },
    open() {
      cli.print(`${heading}\n\n`);
    },
    announce(headline) {
      cli.print(`▶ ${plainText(headline)}\n`);
    },
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
