/** Start to ready on the embedded defaults, as the service's own log tells it; the figures are printed, not judged. */
import { expect, it } from "vitest";
import { createColdPlace } from "./places.ts";
import { startService } from "./service.ts";
import { shopEnv, writeShopConfig } from "./shop.ts";

it("logs how long a cold and a warm folder take until it is ready", async () => {
  const place = await createColdPlace("embedded");
  const figures: Record<string, number | undefined> = {};
  try {
    await writeShopConfig(place.configDir);
    for (const folder of ["cold", "warm", "warm after kill -9"]) {
      const service = await startService({ configDir: place.configDir, dataDir: place.dataDir, env: shopEnv });
      figures[folder] = service.readyMs;
      expect(service.readyMs).toBeGreaterThan(0);
      expect(await (await fetch(`${service.url}/readyz`)).text()).not.toBe("");
      if (folder === "warm") await service.kill();
      else expect(await service.stop()).toEqual({ code: 0, signal: null });
    }
  } finally {
    await place.remove();
  }
  process.stdout.write(`start to ready, ms: ${JSON.stringify(figures)}\n`);
});
