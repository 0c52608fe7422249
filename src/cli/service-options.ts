/** `--url`, `--token` and `--json`, the same on every verb that has them. */
import type { Command } from "commander";

export interface ApiFlags {
  url?: string;
  token?: string;
  json?: true;
}

/** Adds the options of a verb that can talk to a running service. */
export function withServiceOptions(command: Command): Command {
  return command
    .option(
      "--url <address>",
      "the running service to talk to, such as http://127.0.0.1:3000; without it this process opens the store itself",
    )
    .option("--token <token>", "access token for --url, from access.yaml");
}

export function withJsonOption(command: Command): Command {
  return command.option("--json", "print JSON instead of text");
}
