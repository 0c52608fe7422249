/**
 * Reads YAML text into the parser's tokens within limits, so that no text can exhaust the stack, the memory or the time
 * of what comes after: composing is recursive, and quadratic in places.
 */
import { CST, Lexer, Parser } from "yaml";

export const maxFileBytes = 256 * 1024;
export const maxDepth = 64;
/** Scalars, lists and maps; also after aliases are replaced by what they stand for. */
export const maxValues = 20_000;
export const maxAliases = 100;

export interface Refusal {
  offset: number;
  message: string;
}

export type Tokens = { ok: true; tokens: CST.Token[]; refusals: Refusal[] } | { ok: false; refusal: Refusal };

/** One slip of the pen can cascade; nobody reads further than this. */
const maxRefusals = 20;

/** The core schema's own; any other could stand for more than it says. */
const allowedTags: readonly string[] = ["!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"];

/** Lexemes that cost nothing later, however many there are. */
const freeLexemes: readonly (CST.TokenType | null)[] = ["space", "newline", "comment", "doc-mode"];

/** `refusals` are faults that leave the rest of the file readable; `ok: false` is a limit that was passed. */
export function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const refusals: Refusal[] = [];
  const counts = new Map<string, number>();
  let before: string | null = null;
  for (const lexeme of new Lexer().lex(text)) {
    // What follows the mark of a scalar is its text, whatever it looks like.
    const type: CST.TokenType | null = before === CST.SCALAR ? null : CST.tokenType(lexeme);
    const offset = parser.offset;
    const refusal = overLimit(type, counts);
    if (refusal !== null) return { ok: false, refusal: { offset, message: refusal } };
    const fault = type === "flow-map-start" && before?.endsWith("$") ? unquotedReference : faultOf(type, lexeme);
    if (fault !== null && refusals.length < maxRefusals) refusals.push({ offset, message: fault });
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (depthOf(parser) > maxDepth) {
      return { ok: false, refusal: { offset, message: `values are nested deeper than ${maxDepth} levels` } };
    }
    before = lexeme;
  }
  for (const token of parser.end()) tokens.push(token);
  return { ok: true, tokens, refusals };
}

function overLimit(type: CST.TokenType | null, counts: Map<string, number>): string | null {
  if (type === null || freeLexemes.includes(type)) return null;
  const count = (counts.get(type) ?? 0) + 1;
  counts.set(type, count);
  if (type === "alias" && count > maxAliases) return `the file holds more than ${maxAliases} aliases`;
  return count > maxValues ? `the file holds more than ${maxValues} values` : null;
}

const unquotedReference = 'within brackets, a reference must be quoted: "${NAME}"';

/** Names are not quoted: a token that begins with `!` or `%` may be a secret somebody forgot to quote. */
function faultOf(type: CST.TokenType | null, lexeme: string): string | null {
  if (type === "directive-line") return "directives (%YAML, %TAG) are not supported";
  if (type === "tag" && !allowedTags.includes(lexeme)) {
    return 'only the tags !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are supported (quote text that begins with "!")';
  }
  const isQuoted = type === "double-quoted-scalar" || type === "single-quoted-scalar";
  const isClosed = lexeme.length > 1 && lexeme.endsWith(lexeme.charAt(0));
  return isQuoted && !isClosed ? "the quote that begins here is not closed" : null;
}

function depthOf(parser: Parser): number {
  if (parser.stack.length <= maxDepth) return 0;
  return parser.stack.filter((token) => CST.isCollection(token)).length;
}
