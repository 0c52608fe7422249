import { Command } from "commander";
import { LinkAnswer } from "../http/schemas/statements.ts";
import { pageOf } from "../http/schemas/page.ts";
import { codedError } from "../errors.ts";
import type { Api } from "./api.ts";
import { type Cli, printJson, printLine } from "./cli.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

/** `unlink`: takes an explicit link back. */
export function unlinkVerb(cli: Cli): Command {
  const command = new Command("unlink")
    .description("take an explicit link back")
    .argument("<link>", "id of the link, or the issue as it was linked")
    .argument("[key result]", "id of the key result, where an issue is given");
  return withJsonOption(withServiceOptions(command)).action(
    (link: string, keyResult: string | undefined, flags: ApiFlags) =>
      cli.run(() => unlink(cli, link, keyResult, flags)),
  );
}

async function unlink(cli: Cli, link: string, keyResult: string | undefined, flags: ApiFlags): Promise<0> {
  if (keyResult === undefined && !/^\d+$/.test(link)) {
    throw codedError("USAGE", "give the id of the link, or the issue and the key result");
  }
  const id = await withApi(cli, flags, ["web", "workers"], async (api) => {
    const found = keyResult === undefined ? link : await findLink(api, link, keyResult);
    await api.remove(`/api/v1/links/${encodeURIComponent(found)}`);
    return found;
  });
  if (flags.json) printJson(cli, { id });
  else printLine(cli, `Link ${id} is gone.`);
  return 0;
}

const Links = pageOf(LinkAnswer);

/** The id of the link of an issue, named as it was linked or by its ref; throws LINK_UNKNOWN. */
async function findLink(api: Api, issue: string, keyResult: string): Promise<string> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ keyResult, ...(cursor === null ? {} : { cursor }) });
    const page: { items: LinkAnswer[]; nextCursor: string | null } = Links.parse(
      await api.get(`/api/v1/links?${query.toString()}`),
    );
    const link = page.items.find(
      (item) =>
        item.keyResult === keyResult && (item.ref === issue || item.issue.toLowerCase() === issue.toLowerCase()),
    );
    if (link !== undefined) return link.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw codedError("LINK_UNKNOWN", `no link of ${issue} to ${keyResult}`);
}
