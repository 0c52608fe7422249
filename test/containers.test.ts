import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const Compose = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      command: z.array(z.string()).optional(),
      image: z.string(),
      read_only: z.boolean().optional(),
      environment: z.record(z.string(), z.string()).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      healthcheck: z.looseObject({}).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

function read(name: string): Promise<string> {
  return readFile(new URL(`../${name}`, import.meta.url), "utf8");
}

describe("docker-compose.yml", () => {
  it("runs receivers and workers apart, on PostgreSQL and on a Redis that neither evicts nor forgets", async () => {
    const { services } = Compose.parse(parse(await read("docker-compose.yml"), { merge: true }));
    expect(Object.keys(services).sort()).toEqual(["postgres", "redis", "web", "workers"]);
    expect(services["web"]?.command).toEqual(["start", "--only", "web"]);
    expect(services["workers"]?.command).toEqual(["start", "--only", "workers"]);
    expect(services["redis"]?.command).toEqual([
      "redis-server",
      "--appendonly",
      "yes",
      "--maxmemory-policy",
      "noeviction",
    ]);
  });

  it.each(["web", "workers"])(
    "hands %s both addresses, waits for both servers, and mounts nothing writable",
    async (name) => {
      const service = Compose.parse(parse(await read("docker-compose.yml"), { merge: true })).services[name];
      expect(service).toMatchObject({ read_only: true });
      expect(service?.environment?.["DATABASE_URL"]).toMatch(
        /^postgres:\/\/okr_sync:\$\{POSTGRES_PASSWORD:\?.*\}@postgres:5432\/okr_sync$/,
      );
      expect(service?.environment?.["REDIS_URL"]).toBe("redis://redis:6379");
      expect(Object.keys(service?.depends_on ?? {}).sort()).toEqual(["postgres", "redis"]);
    },
  );

  it("keeps no password in itself", async () => {
    expect(await read("docker-compose.yml")).not.toMatch(/^\s*POSTGRES_PASSWORD: (?!\$)/m);
  });
});

describe("Dockerfile", () => {
  it("installs from the lockfile without scripts, runs as nobody special, and says whether it is well", async () => {
    const text = await read("Dockerfile");
    expect(text).toMatch(/^FROM node:24-slim$/m);
    expect(text).toMatch(/npm ci --omit=dev .*--ignore-scripts/);
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^HEALTHCHECK /m);
    expect(text.indexOf("USER node")).toBeLessThan(text.indexOf("ENTRYPOINT"));
  });

  it("copies everything that the service imports", async () => {
    const text = await read("Dockerfile");
    for (const folder of ["src", "workers", "config"]) expect(text).toContain(`COPY ${folder} ./${folder}`);
  });
});
