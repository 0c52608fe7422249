/** `npm run test:long [-- minutes]`. */
import { spawn } from "node:child_process";

const [minutes = "10"] = process.argv.slice(2);
if (!(Number(minutes) > 0)) throw new Error(`not a number of minutes: ${minutes}`);
const env = { ...process.env, OKR_SYNC_TEST_MINUTES: minutes };
const args = ["node_modules/vitest/vitest.mjs", "run", "--config", ".vitest.long.config.ts"];
spawn(process.execPath, args, { stdio: "inherit", env }).on("exit", (code) => {
  process.exitCode = code ?? 1;
});
