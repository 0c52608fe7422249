/** A private PostgreSQL on a free loopback port. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { availableServers } from "./programs.ts";
import { findFreePort, runProcess, type Server } from "./server.ts";

const run = promisify(execFile);

export interface PostgresServerOptions {
  /** Without, a power cut could lose data, and tests run faster. */
  durable?: boolean;
}

/** Starts it on a new folder; throws where the programs are missing. */
export async function startPostgres({ durable = true }: PostgresServerOptions = {}): Promise<Server> {
  const { postgres: programs } = availableServers();
  if ("missing" in programs) throw new Error(`no private PostgreSQL: ${programs.missing}`);
  const { initdb, postgres, account } = programs.found;
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-postgres-"));
  if (account) await chown(folder, account.uid, account.gid);
  const options = { cwd: folder, ...account, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const data = join(folder, "data");
  await run(initdb, ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"], options);
  const port = await findFreePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "300",
    fsync: durable ? "on" : "off",
  };
  const args = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const running = await runProcess({
    program: postgres,
    args,
    options,
    stopSignal: "SIGINT",
    probe: () => query(url, "select 1"),
  });
  return {
    url,
    port,
    kill: (signal) => running.kill(signal),
    async restart() {
      await running.kill();
      await running.start();
    },
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new, empty database on the server. */
export async function createDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await query(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => query(serverUrl, `drop database if exists ${name} with (force)`) };
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
