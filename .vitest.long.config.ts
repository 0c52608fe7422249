import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/long.test.ts"],
    globalSetup: ["test/servers/global-setup.ts"],
    hookTimeout: 60_000,
  },
});
