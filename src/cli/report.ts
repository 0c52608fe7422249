import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { reportForms } from "../http/report/report-formats.ts";
import { ReportAnswer, type ReportFormat, reportFormats } from "../http/schemas/report.ts";
import { type Cli, printLine } from "./cli.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

interface ReportFlags extends ApiFlags {
  format: ReportFormat;
  output?: string;
  bom: boolean;
}

/** `report`: the review of a period, to read or to hand on. */
export function reportVerb(cli: Cli): Command {
  const command = new Command("report")
    .description("end-of-period review: grades, what moved, what was added late")
    .argument("<period>", "id of a period, such as 2026-Q4")
    .addOption(new Option("--format <format>", "what to write").choices(reportFormats).default("md"))
    .option("--output <file>", "write it to a file instead of the terminal")
    .option("--no-bom", "CSV without the byte order mark by which spreadsheets know UTF-8");
  return withJsonOption(withServiceOptions(command)).action((period: string, flags: ReportFlags) =>
    cli.run(() => writeReport(cli, period, flags)),
  );
}

async function writeReport(cli: Cli, period: string, { output, bom, ...flags }: ReportFlags): Promise<0> {
  const format = flags.json ? "json" : flags.format;
  const path = `/api/v1/periods/${encodeURIComponent(period)}/report`;
  const answer = await withApi(cli, flags, ["web"], (api) => api.get(path));
  const text =
    format === "json" ? `${JSON.stringify(answer, null, 2)}\n` : render(ReportAnswer.parse(answer), format, bom);
  if (output === undefined) {
    cli.print(text);
    return 0;
  }
  await writeFile(output, text);
  printLine(cli, `Wrote ${output}`);
  return 0;
}

function render(report: ReportAnswer, format: Exclude<ReportFormat, "json">, bom: boolean): string {
  return reportForms[format].render(report, { bom });
}
