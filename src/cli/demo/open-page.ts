/** Opens an address in the person's browser, where the system has a command for that. */
import { spawn } from "node:child_process";
import { platform } from "node:os";

const openers: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ["open"],
  linux: ["xdg-open"],
  win32: ["cmd", "/c", "start", ""],
};

/** False where nothing here opens addresses. The browser outlives this process. */
export async function openPage(url: string): Promise<boolean> {
  const [command, ...args] = openers[platform()] ?? [];
  if (command === undefined) return false;
  const child = spawn(command, [...args, url], { detached: true, stdio: "ignore" });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  child.once("spawn", () => resolve(true)).once("error", () => resolve(false));
  child.unref();
  return promise;
}
