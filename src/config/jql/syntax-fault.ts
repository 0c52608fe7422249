/** What the JQL parser stumbled over, as a sentence that says what to do. */
import type { Grammar, JqlToken } from "./grammar.ts";
import type { JqlFault } from "./tree.ts";
import { quoted } from "../suggest.ts";

type Symbols = Grammar["JQLParser"];

export function syntaxFault(token: JqlToken, symbols: Symbols): JqlFault {
  return { at: token.startIndex + 1, message: sentenceFor(token, symbols) };
}

function sentenceFor({ type, text = "" }: JqlToken, symbols: Symbols): string {
  if (type < 0) return "the query ends too early (a value or a closing parenthesis is missing)";
  if (type === symbols.RESERVED_WORD) return `${quoted(text)} is a reserved word of JQL; quote it`;
  if (type === symbols.ERROR_RESERVED || type === symbols.ERRORCHAR) {
    return `${quoted(text)} cannot stand here; quote the text that it belongs to`;
  }
  if (unclosed(symbols).includes(type)) return "a quoted text lacks its closing quote";
  if (misquoted(symbols).includes(type)) {
    return "a quoted text holds an escape that JQL does not have (for a backslash, write two)";
  }
  return `${quoted(text)} is not expected here (AND, OR or quotes missing before it?)`;
}

function unclosed(symbols: Symbols): readonly number[] {
  return [symbols.UNCLOSED_QUOTE_STRING, symbols.UNCLOSED_SQUOTE_STRING];
}

function misquoted(symbols: Symbols): readonly number[] {
  return [symbols.INVALID_QUOTE_STRING, symbols.INVALID_SQUOTE_STRING];
}
