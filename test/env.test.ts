import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseEnv, readEnv } from "../src/env.ts";

describe("parseEnv", () => {
  it("has a default for everything", () => {
    expect(parseEnv({})).toEqual({
      ok: true,
      env: {
        configDir: "config",
        databaseUrl: null,
        dataDir: ".data",
        redisUrl: null,
        host: "127.0.0.1",
        port: 3000,
        logLevel: "info",
        raw: {},
      },
    });
  });

  it("takes every variable, and keeps the others for references", () => {
    const raw = {
      OKR_SYNC_CONFIG: "/etc/okr",
      DATABASE_URL: "postgres://u:p@db/okr",
      OKR_SYNC_DATA: "memory:",
      REDIS_URL: "rediss://:p@redis:6380/1",
      HOST: "::",
      PORT: "0",
      LOG_LEVEL: "debug",
      JIRA_SECRET: "x",
    };
    expect(parseEnv(raw)).toEqual({
      ok: true,
      env: {
        configDir: "/etc/okr",
        databaseUrl: "postgres://u:p@db/okr",
        dataDir: "memory:",
        redisUrl: "rediss://:p@redis:6380/1",
        host: "::",
        port: 0,
        logLevel: "debug",
        raw,
      },
    });
  });

  it("counts an empty variable as unset", () => {
    const result = parseEnv({ DATABASE_URL: "", REDIS_URL: " ", PORT: "", HOST: "", LOG_LEVEL: "" });
    expect(result.ok && result.env).toMatchObject({ databaseUrl: null, redisUrl: null, port: 3000, host: "127.0.0.1" });
  });

  it("lists all problems at once and prints no value", () => {
    const canary = "cAnArY";
    const result = parseEnv({
      DATABASE_URL: `mysql://u:${canary}@db`,
      REDIS_URL: `${canary}:6379`,
      HOST: `${canary}/x`,
      PORT: canary,
      LOG_LEVEL: canary,
    });
    expect(result).toEqual({
      ok: false,
      problems: [
        "DATABASE_URL must be an address that begins with postgres:// or postgresql://",
        "REDIS_URL must be an address that begins with redis:// or rediss://",
        "HOST must be a host name or an IP address, without port",
        "PORT must be a whole number from 0 (any free port) to 65535",
        "LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent",
      ],
    });
  });

  it.each(["-1", "65536", "3000.5", "0x10", "1e3", "99999", "3 000"])("refuses the port %s", (PORT) => {
    expect(parseEnv({ PORT }).ok).toBe(false);
  });
});

describe("readEnv", () => {
  const folders: string[] = [];

  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), "okr-sync-env-"));
    folders.push(path);
    return path;
  }

  it("reads .env beneath the real environment, which wins", async () => {
    const path = await folder();
    await writeFile(join(path, ".env"), 'PORT=4000\nHOST=localhost\nJIRA_SECRET="from .env" # note\n');
    vi.stubEnv("PORT", "5000");
    vi.stubEnv("HOST", undefined);
    const result = readEnv(path);
    expect(result.ok && result.env).toMatchObject({ port: 5000, host: "localhost", raw: { JIRA_SECRET: "from .env" } });
  });

  it("needs no .env", async () => {
    vi.stubEnv("PORT", "5000");
    const result = readEnv(await folder());
    expect(result.ok && result.env.port).toBe(5000);
  });

  it("says so where .env cannot be read", async () => {
    const path = await folder();
    await mkdir(join(path, ".env"));
    expect(readEnv(path)).toEqual({ ok: false, problems: [".env cannot be read (EISDIR)"] });
  });
});
