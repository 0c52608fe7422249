/** What stays above everything while a demo runs: where to look, and what has been arranged for it. */
import type { Config } from "../../config/config.ts";
import { dayMs, dayStartMs } from "../../domain/day.ts";
import { type Cli, paint } from "../cli.ts";
import type { PastSpan } from "./past-span.ts";

export interface HeadingFacts {
  url: string;
  config: Config;
  past: PastSpan;
  isLasting: boolean;
}

export function demoHeading(cli: Cli, { url, config, past, isLasting }: HeadingFacts): string {
  const lines = [
    `Page         ${paint(cli, "cyan", paint(cli, "bold", `${url}/`))}`,
    `API          ${paint(cli, "cyan", `${url}/api/v1/objectives`)}`,
    `Description  ${paint(cli, "cyan", `${url}/docs`)}`,
    ...periodLines(config, past.to),
    ...(isLasting ? [lastingLine(past)] : []),
    "Ctrl-C ends the demo.",
  ];
  return lines.join("\n");
}

function periodLines({ periods }: Config, now: Date): readonly string[] {
  const [period] = periods;
  if (period === undefined) return [];
  const { id, start, due } = period;
  const day = Math.floor((now.getTime() - dayStartMs(start)) / dayMs) + 1;
  const days = (dayStartMs(due) - dayStartMs(start)) / dayMs + 1;
  return [`Period       ${id}, moved so that today is day ${day} of ${days} (${start} to ${due})`];
}

function lastingLine({ isTold }: PastSpan): string {
  if (isTold) return "DATABASE_URL is set: what you see here stays there.";
  return "DATABASE_URL is set and not empty: no past is told; what it holds already counts too, and what comes now stays.";
}
