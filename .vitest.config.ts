import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/long.test.ts"],
    globalSetup: ["test/servers/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/domain/**/*.ts"],
      thresholds: { branches: 100 },
    },
  },
});
