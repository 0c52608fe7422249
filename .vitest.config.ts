import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/long.test.ts"],
    globalSetup: ["test/servers/global-setup.ts"],
    // One for each processor: many files wait for services more than they compute.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/domain/**/*.ts"],
      thresholds: { branches: 100 },
    },
  },
});
