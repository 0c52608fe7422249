/** One database a suite, an empty one a test. */
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { type OpenPairing, openPairing, type Pairing } from "../servers/pairing.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";
import { wipe } from "./wipe.ts";

/** Registers the suite's hooks; the function that it returns opens a workbench on the emptied database. */
export function benchOn(pairing: Pairing): (config: Config, now?: string | (() => string)) => Promise<Workbench> {
  let open: OpenPairing;
  beforeAll(async () => {
    open = await openPairing(pairing);
  });
  beforeEach(() => wipe(open.database));
  afterAll(() => open.close());
  return (config, now) => openWorkbench(open.database, config, now);
}
