/** The thread that configurations are read in, with a fault wherever okrs.yaml asks for one. */
import { parentPort } from "node:worker_threads";
import type { ToParserThread } from "../../src/config/parser-thread.ts";

const faults: Readonly<Record<string, () => void>> = {
  hang: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  throw: () => {
    throw new TypeError("a message with the canary in it");
  },
  eat: () => {
    const eaten: string[][] = [];
    for (;;) eaten.push(Array.from({ length: 1000 }, (_, i) => `${eaten.length} ${i}`));
  },
};

parentPort?.on("message", (message: ToParserThread) => {
  if (message.kind === "task" && "files" in message.task) faults[message.task.files["okrs.yaml"] ?? ""]?.();
});

await import("../../src/config/parser-thread.ts");
