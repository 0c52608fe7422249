/** Atlassian's own JQL grammar. Loading it takes a tenth of a second, so it is loaded by the first query. */
import { createRequire } from "node:module";
import type * as JqlPackage from "@atlaskit/jql-parser";
import type { JqlFault } from "./tree.ts";
import { overLimit } from "./limits.ts";
import { syntaxFault } from "./syntax-fault.ts";

export type Grammar = typeof JqlPackage;
type Lexer = InstanceType<Grammar["JQLLexer"]>;
type TokenStream = ConstructorParameters<Grammar["JQLParser"]>[0];

/** What is used of the parser's runtime, which comes with it. */
interface Runtime {
  CharStreams: { fromString(text: string): ConstructorParameters<Grammar["JQLLexer"]>[0] };
  CommonTokenStream: new (lexer: Lexer) => TokenStream & { fill(): void; getTokens(): JqlToken[] };
}

export interface JqlToken {
  type: number;
  text?: string | undefined;
  /** Code points, from 0. */
  startIndex: number;
}

export type ParsedJql = { ok: true; query: JqlPackage.JqlQueryContext } | { ok: false; fault: JqlFault };

let loaded: { grammar: Grammar; runtime: Runtime } | null = null;

export function jqlGrammar(): Grammar {
  return load().grammar;
}

/** The parse tree, or the first place where the text is no JQL or passes a limit that keeps the parser from exhausting the stack. */
export function parseJqlText(text: string): ParsedJql {
  const { grammar, runtime } = load();
  const lexer = new grammar.JQLLexer(runtime.CharStreams.fromString(text));
  lexer.removeErrorListeners();
  const tokens = new runtime.CommonTokenStream(lexer);
  tokens.fill();
  const limit = overLimit(tokens.getTokens(), grammar.JQLParser);
  if (limit !== null) return { ok: false, fault: limit };
  const faults: JqlFault[] = [];
  const parser = new grammar.JQLParser(tokens);
  parser.removeErrorListeners();
  parser.addErrorListener({
    syntaxError: (_recognizer, token) => {
      if (token !== undefined) faults.push(syntaxFault(token, grammar.JQLParser));
    },
  });
  const query = parser.jqlQuery();
  const [fault] = faults;
  return fault === undefined ? { ok: true, query } : { ok: false, fault };
}

function load(): NonNullable<typeof loaded> {
  if (loaded !== null) return loaded;
  const require = createRequire(import.meta.url);
  const grammar = require("@atlaskit/jql-parser") as Grammar;
  const runtime = createRequire(require.resolve("@atlaskit/jql-parser"))("antlr4ts") as Runtime;
  loaded = { grammar, runtime };
  return loaded;
}
