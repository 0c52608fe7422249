import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { type Column, describeSchema, listColumns } from "./describe-schema.ts";

/** What src/store/schema.ts may call a column of each type; JSON and text columns are narrowed further. */
const wordsOfType: Record<string, RegExp> = {
  bigint: /^GeneratedAlways<string>$/,
  integer: /^(GeneratedAlways<number>|Generated<number>|number)$/,
  "double precision": /^number$/,
  boolean: /^boolean$/,
  bytea: /^Uint8Array$/,
  jsonb: /^JSONColumnType<.+>$/,
  text: /^(Generated<)?(string|"[\w-]+"( \| "[\w-]+")*|(?!Nullable|Timestamp)[A-Z]\w+)>?$/,
  "text[]": /^string\[\]$/,
  "timestamp with time zone": /^(Nullable)?Timestamp$/,
};

interface DeclaredColumn {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
}

/** Reads the declarations of interface Schema: types are gone at run time. */
async function readDeclaredColumns(): Promise<DeclaredColumn[]> {
  const text = await readFile(new URL("../../src/store/schema.ts", import.meta.url), "utf8");
  const withoutComments = text.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const declared: DeclaredColumn[] = [];
  for (const [, table = "", body = ""] of withoutComments.matchAll(/"okr_sync\.(\w+)":\s*\{([^}]*)\}/g)) {
    for (const [, name = "", words = ""] of body.matchAll(/(\w+):\s*([^;]+?)\s*(?:;|$)/g)) {
      const nullable = words.endsWith(" | null") || words === "NullableTimestamp";
      declared.push({ table, name, type: words.replace(/ \| null$/, ""), nullable });
    }
  }
  return declared;
}

describe("schema", () => {
  eachPairing((pairing) => {
    let opened: OpenPairing;
    let columns: Column[];
    beforeAll(async () => {
      opened = await openPairing(pairing);
      columns = await listColumns(opened.database);
    });
    afterAll(() => opened.close());

    it("is the golden one", async () => {
      await expect(await describeSchema(opened.database)).toMatchFileSnapshot("../golden/schema.txt");
    });

    it("has the tables and columns that src/store/schema.ts declares", async () => {
      const place = ({ table, name }: { table: string; name: string }): string => `${table}.${name}`;
      expect((await readDeclaredColumns()).map(place).sort()).toEqual(columns.map(place).sort());
    });

    it("has their types, and null where they say so", async () => {
      const declared = new Map(
        (await readDeclaredColumns()).map((column) => [`${column.table}.${column.name}`, column]),
      );
      for (const column of columns) {
        const place = `${column.table}.${column.name}`;
        const match = declared.get(place);
        expect(`${place} ${match?.type}`).toMatch(new RegExp(`^${place} ${wordsOfType[column.type]?.source.slice(1)}`));
        expect(`${place} nullable ${match?.nullable}`).toBe(`${place} nullable ${column.nullable}`);
      }
    });
  }, databasePairings);
});
