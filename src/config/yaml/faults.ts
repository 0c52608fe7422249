/** What is wrong with a YAML text, in our words: the parser's own would quote the text, which may be a secret. */
import type { ErrorCode, YAMLParseError } from "yaml";

/** One slip of the pen can cascade; nobody reads further than this. */
const maxFaults = 20;

const unexpected = "unexpected text here (a missing quote, comma, colon or line break before it?)";
const misfit = "the value does not fit its tag";

const messages: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias ("*name") takes neither anchor nor tag',
  BAD_ALIAS: 'an anchor or alias needs a name (quote text that begins with "&" or "*")',
  BAD_COLLECTION_TYPE: misfit,
  BAD_DIRECTIVE: "directives (%YAML, %TAG) are not supported",
  BAD_DQ_ESCAPE: 'invalid escape sequence in a double-quoted text (write "\\\\" for a backslash)',
  BAD_INDENT:
    'the indentation does not fit: what belongs to one map or list begins in the same column, and "[" and "{" must be closed',
  BAD_PROP_ORDER: 'an anchor or tag must stand after the "-" or ":"',
  BAD_SCALAR_START: "text that begins with this character must be quoted",
  BLOCK_AS_IMPLICIT_KEY: 'text that holds ": " must be quoted (or is the next line indented too far?)',
  BLOCK_IN_FLOW: 'a comma is missing before this, or a "-" list stands within brackets',
  DUPLICATE_KEY: "the key is already used in this map",
  IMPOSSIBLE: unexpected,
  KEY_OVER_1024_CHARS: "a key is at most 1024 characters long",
  MISSING_CHAR: 'something is missing here: a ":" and a space after a key, a comma, or a "-" before an item',
  MULTILINE_IMPLICIT_KEY: 'a key stands on one line, with ":" and a space after it',
  MULTIPLE_ANCHORS: "a value has one anchor at most",
  MULTIPLE_DOCS: "a second document begins here; a file holds one",
  MULTIPLE_TAGS: "a value has one tag at most",
  NON_STRING_KEY: "a key must be text",
  RESOURCE_EXHAUSTION: "values are nested too deeply",
  TAB_AS_INDENT: "indent with spaces: tabs are not allowed there",
  TAG_RESOLVE_FAILED: misfit,
  UNEXPECTED_TOKEN: unexpected,
};

export interface Fault {
  offset: number;
  message: string;
}

/** What is often said of a line only because the one before it is broken. */
const consequences: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "BAD_INDENT",
  "BLOCK_AS_IMPLICIT_KEY",
  "IMPOSSIBLE",
  "MISSING_CHAR",
  "MULTILINE_IMPLICIT_KEY",
  "UNEXPECTED_TOKEN",
]);

/** The faults that somebody can do something about: one a line, without what follows from tabs or from the line before. */
export function faultsOf(errors: readonly YAMLParseError[], lineOf: (offset: number) => number): readonly Fault[] {
  const tabs = errors.filter(({ code }) => code === "TAB_AS_INDENT");
  const faults: Fault[] = [];
  let lastLine = -1;
  for (const { code, pos } of tabs.length > 0 ? tabs : errors) {
    const line = lineOf(pos[0]);
    const follows = line === lastLine || (line === lastLine + 1 && consequences.has(code));
    lastLine = line;
    if (!follows) faults.push({ offset: pos[0], message: messages[code] });
    if (faults.length === maxFaults) break;
  }
  return faults;
}
