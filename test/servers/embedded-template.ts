/** A migrated embedded database that test files copy: opening a copy takes a tenth of making one. */
import { access, cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pino } from "pino";
import { openQueue } from "../../src/queue/bullmq.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrate.ts";

const pollMs = 50;
const log = pino({ level: "silent" });

/** A folder with a migrated database of the caller's own, inside the run's shared folder. */
export async function copyEmbeddedTemplate(sharedFolder: string): Promise<string> {
  const template = join(sharedFolder, "template");
  await ensureTemplate(template);
  const dataDir = await mkdtemp(join(sharedFolder, "embedded-"));
  await cp(template, dataDir, { recursive: true });
  return dataDir;
}

async function ensureTemplate(template: string): Promise<void> {
  if (await exists(template)) return;
  const building = `${template}.building`;
  try {
    await mkdir(building);
  } catch {
    while (!(await exists(template))) await pause(pollMs);
    return;
  }
  try {
    const database = await openEmbedded({ dataDir: building, log });
    await migrate(database, log);
    await (await openQueue({ database, log })).close();
    await database.close();
    await rename(building, template);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
