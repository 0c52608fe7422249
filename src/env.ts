/** The environment, checked once: the only reader of process.env and of `.env`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv as parseDotEnv } from "node:util";

export type RawEnv = Readonly<Record<string, string | undefined>>;

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Env {
  configDir: string;
  /** Null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  /** A folder, or `memory:` for a database that keeps nothing. */
  dataDir: string;
  /** Null: BullMQ keeps its jobs in the database. */
  redisUrl: string | null;
  host: string;
  /** 0: any free port. */
  port: number;
  logLevel: LogLevel;
  /** All variables, which references in the configuration resolve against. Holds secrets: never to be logged. */
  raw: RawEnv;
}

export type EnvResult = { ok: true; env: Env } | { ok: false; problems: string[] };

/** All problems at once; none quotes a value, which may hold credentials. A variable that is empty counts as unset. */
export function parseEnv(raw: RawEnv): EnvResult {
  const problems: string[] = [];
  const env: Env = {
    configDir: valueOf(raw, "OKR_SYNC_CONFIG") ?? "config",
    databaseUrl: urlOf(raw, "DATABASE_URL", ["postgres:", "postgresql:"], problems),
    dataDir: valueOf(raw, "OKR_SYNC_DATA") ?? ".data",
    redisUrl: urlOf(raw, "REDIS_URL", ["redis:", "rediss:"], problems),
    host: hostOf(raw, problems),
    port: portOf(raw, problems),
    logLevel: logLevelOf(raw, problems),
    raw,
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, env };
}

/** What this process was started with, over the `.env` file of the working folder if there is one. */
export function readEnv(folder: string = process.cwd()): EnvResult {
  const file = readDotEnv(join(folder, ".env"));
  if (!file.ok) return { ok: false, problems: [file.problem] };
  return parseEnv({ ...file.values, ...process.env });
}

function readDotEnv(path: string): { ok: true; values: RawEnv } | { ok: false; problem: string } {
  try {
    return { ok: true, values: parseDotEnv(readFileSync(path, "utf8")) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" ? { ok: true, values: {} } : { ok: false, problem: `.env cannot be read (${code})` };
  }
}

function valueOf(raw: RawEnv, name: string): string | null {
  const value = Object.hasOwn(raw, name) ? raw[name]?.trim() : undefined;
  return value === undefined || value === "" ? null : value;
}

function urlOf(raw: RawEnv, name: string, protocols: readonly string[], problems: string[]): string | null {
  const value = valueOf(raw, name);
  if (value === null) return null;
  if (!protocols.includes(URL.parse(value)?.protocol ?? "")) {
    problems.push(`${name} must be an address that begins with ${protocols.map((each) => `${each}//`).join(" or ")}`);
  }
  return value;
}

function hostOf(raw: RawEnv, problems: string[]): string {
  const host = valueOf(raw, "HOST") ?? "127.0.0.1";
  if (!/^[A-Za-z0-9._:%-]+$/.test(host)) problems.push("HOST must be a host name or an IP address, without port");
  return host;
}

function portOf(raw: RawEnv, problems: string[]): number {
  const text = valueOf(raw, "PORT") ?? "3000";
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) problems.push("PORT must be a whole number from 0 (any free port) to 65535");
  return port;
}

function logLevelOf(raw: RawEnv, problems: string[]): LogLevel {
  const level = valueOf(raw, "LOG_LEVEL") ?? "info";
  const found = logLevels.find((each) => each === level);
  if (found === undefined) problems.push(`LOG_LEVEL must be one of ${logLevels.join(", ")}`);
  return found ?? "info";
}
