/** What `NAME`, `NAME:-default` and `file:/path` stand for. */
import type { FileText } from "./folder/regular-file.ts";
import { quoted } from "./suggest.ts";

export interface ReferenceOptions {
  env: Readonly<Record<string, string | undefined>>;
  readFile: (path: string) => FileText;
}

export type Resolved = { ok: true; text: string; warning?: string } | { ok: false; message: string };

/** Takes what stands between the braces. */
export type Resolve = (reference: string) => Resolved;

const variable = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** All that the references of a file may stand for together, characters: one file can be named thousands of times. */
const maxResolvedLength = 1024 * 1024;

/** Of a variable's name; nobody's is longer. */
const maxShown = 100;

/** Looks each reference up once: a file may be named in many places. */
export function resolverFor(options: ReferenceOptions): Resolve {
  const known = new Map<string, Resolved>();
  let left = maxResolvedLength;
  return (reference) => {
    const resolved = known.get(reference) ?? resolve(reference, options);
    known.set(reference, resolved);
    if (resolved.ok) left -= resolved.text.length;
    return left >= 0
      ? resolved
      : { ok: false, message: "the references of this file stand for more than 1 MiB of text" };
  };
}

function resolve(reference: string, { env, readFile }: ReferenceOptions): Resolved {
  const file = /^file:(.*)$/s.exec(reference)?.[1];
  return file === undefined ? resolveVariable(reference, env) : resolveFile(file, readFile);
}

function resolveVariable(reference: string, env: ReferenceOptions["env"]): Resolved {
  const found = variableOf(reference);
  if (found === null) {
    return { ok: false, message: "a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}" };
  }
  const { name, fallback } = found;
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (fallback !== undefined && (value === undefined || value === "")) return { ok: true, text: fallback };
  if (value !== undefined) return { ok: true, text: value };
  return {
    ok: false,
    message: `the environment variable ${name.slice(0, maxShown)} is not set (set it, or add it to .env)`,
  };
}

function resolveFile(path: string, readFile: ReferenceOptions["readFile"]): Resolved {
  if (!path.startsWith("/")) return { ok: false, message: "a file reference must name an absolute path" };
  const file = readFile(path);
  if (!file.ok) return { ok: false, message: `the file ${quoted(path)} ${file.reason}` };
  const text = file.text.replace(/\r?\n$/, "");
  if (file.isPublic !== true || secretFolders.test(path)) return { ok: true, text };
  return { ok: true, text, warning: `the file ${quoted(path)} may be read by every user of this machine (chmod o-r)` };
}

/** Where container runtimes put secrets, readable by all inside the container. */
const secretFolders = /^\/(?:var\/)?run\/secrets\//;

/** The environment variable that a reference names, and its default; null where it names none. */
export function variableOf(reference: string): { name: string; fallback: string | undefined } | null {
  const found = variable.exec(reference);
  return found === null ? null : { name: found[1]!, fallback: found[2] };
}
