/** Regular expressions that are slow, large or senseless somewhere: each is refused with its reason, or harmless here. */

export interface RefusedPattern {
  what: string;
  pattern: string;
  says: string;
}

const elsewhere = 'not supported in RE2 syntax; write a second condition instead, beside it or under "not"';
const tooComplex =
  'is too complex: the engine would have to tell too many states apart; a counted repeat after something that can begin anywhere does that ("a.{20}b"): begin with "^", count less, or write "a.*b"';
const groups = 'groups are "(…)", "(?:…)", "(?<name>…)" and flags "(?i)", "(?s)", "(?m)"';
const large = (steps: string) =>
  `is too large: ${steps} steps once its repeats are written out, and at most 1,000 are allowed; repeat less`;
const count = (written: string) =>
  `"${written}" is not a count that can be repeated: at most 1,000 in all, nested ones multiplied, the smaller first`;
const repeated = (written: string) =>
  `"${written}" repeats a repeat; matching never tries again, so "+" after one is not needed either`;
const noEscape = (written: string) => `${JSON.stringify(written)} is no escape sequence of RE2 syntax`;
const noRange = (written: string) =>
  `${JSON.stringify(written)} is no range or class of characters (a range begins with the lesser; Unicode's are written "\\p{Greek}")`;

export const refusedPatterns: readonly RefusedPattern[] = [
  { what: "look-ahead", pattern: "^(?=.*a)b", says: `look-ahead "(?=" is ${elsewhere}` },
  { what: "negative look-ahead", pattern: "a(?!b)", says: `look-ahead "(?!" is ${elsewhere}` },
  { what: "look-behind", pattern: "(?<=a)b", says: `look-behind "(?<=" is ${elsewhere}` },
  { what: "negative look-behind", pattern: "(?<!a)b", says: `look-behind "(?<!" is ${elsewhere}` },
  { what: "a back-reference", pattern: "(a+)\\1+$", says: `the back-reference "\\\\1" is ${elsewhere}` },
  { what: "a named back-reference", pattern: "(?<n>a)\\k<n>", says: `the back-reference "\\\\k" is ${elsewhere}` },
  {
    what: "Python's named back-reference",
    pattern: "(?P<n>a)(?P=n)",
    says: `"(?P" is not supported in RE2 syntax; ${groups}`,
  },
  {
    what: "an atomic group",
    pattern: "(?>a+)b",
    says: 'an atomic group "(?>" is not needed: matching never tries again; write "(?:"',
  },
  { what: "a possessive repeat", pattern: "a++b", says: repeated("++") },
  { what: "a repeat of a repeat", pattern: "a**", says: repeated("**") },
  { what: "recursion", pattern: "\\((?R)*\\)", says: `"(?R" is not supported in RE2 syntax; ${groups}` },
  { what: "a call of a group", pattern: "(a)(?1)", says: `"(?1" is not supported in RE2 syntax; ${groups}` },
  { what: "a conditional", pattern: "(a)?(?(1)b|c)", says: `"(?(" is not supported in RE2 syntax; ${groups}` },
  { what: "a comment", pattern: "a(?#b)", says: `"(?#" is not supported in RE2 syntax; ${groups}` },
  { what: "a flag that there is not", pattern: "(?x)a b", says: `"(?x" is not supported in RE2 syntax; ${groups}` },
  {
    what: "a group's name that is none",
    pattern: "(?<a-b>c)",
    says: '"(?<a-b>" is no named group, which is written "(?<name>…)"',
  },
  { what: "a group's name twice", pattern: "(?<n>a)(?<n>b)", says: 'two groups are named "n"' },
  { what: "a huge count", pattern: "\\d{1,100000}", says: count("{1,100000}") },
  { what: "a count that is just too much", pattern: "a{1001}", says: count("{1001}") },
  { what: "a count backwards", pattern: "a{2,1}", says: count("{2,1}") },
  { what: "nested counts", pattern: "((a{100}){100}){100}", says: large("1,010,100") },
  { what: "nested counts that are small each", pattern: "((((((a{4}){4}){4}){4}){4}){4}){4}", says: large("21,844") },
  { what: "a count of a class", pattern: "\\pL{1000}x", says: large("1,002") },
  { what: "many counts", pattern: "a{1000}".repeat(140), says: large("140,000") },
  { what: "a count of a long group", pattern: `(?:${"a?b?c?".repeat(40)}){10}`, says: large("2,430") },
  { what: "a class of classes many times", pattern: "(?:[a-z]{30}[0-9]{30}){20}", says: large("1,260") },
  {
    what: "a pattern of 100 KB",
    pattern: "ab".repeat(51_200),
    says: "is 102,400 characters long, and at most 1,000 are allowed",
  },
  { what: "a count after what can begin anywhere", pattern: "(.*a){25}[ab]{30}c", says: tooComplex },
  { what: "the textbook explosion", pattern: "(a|b)*a(a|b){20}$", says: tooComplex },
  { what: "an explosion without alternatives", pattern: "a.{20}b", says: tooComplex },
  { what: "an explosion of words", pattern: "foo.{0,50}bar", says: tooComplex },
  { what: "an explosion over all scripts", pattern: "[A-F]\\pL{40}[0-9]", says: tooComplex },
  { what: "an explosion over two classes", pattern: "(?:\\w.){10}\\d.{12}\\d", says: tooComplex },
  { what: "a long optional chain", pattern: "(?:a?){200}a{200}", says: large("1,200") },
  { what: "a wide band of counts", pattern: "\\d{1,400}x", says: tooComplex },
  { what: "an invalid escape", pattern: "\\q", says: noEscape("\\q") },
  {
    what: "an escape of a number in JavaScript",
    pattern: "\\u0041",
    says: '"\\\\u" is not supported in RE2 syntax; a character by its number is "\\\\x{00E9}"',
  },
  {
    what: "the end of the text in Perl",
    pattern: "a\\Z",
    says: '"\\\\Z" is not supported in RE2 syntax; the end of the text is "\\\\z" or "$"',
  },
  { what: "Perl's blank class", pattern: "\\h+", says: noEscape("\\h") },
  { what: "any byte", pattern: "\\C", says: noEscape("\\C") },
  { what: "a code point that there is not", pattern: "\\x{110000}", says: noEscape("\\x{110000") },
  { what: "a script that there is not", pattern: "\\p{Klingon}", says: noRange("\\p{Klingon}") },
  { what: "a class that there is not", pattern: "[[:word1:]]", says: noRange("[:word1:]") },
  { what: "a range backwards", pattern: "[z-a]", says: noRange("z-a") },
  { what: "an empty class", pattern: "a[]", says: '"[]" lacks its closing "]"' },
  { what: "an open class", pattern: "[a-z", says: '"[a-z" lacks its closing "]"' },
  { what: "an open group", pattern: "(a|b", says: 'a "(" lacks its closing ")"' },
  {
    what: "a group that never began",
    pattern: "a)b",
    says: 'a ")" closes nothing (for the character itself, write "\\)")',
  },
  {
    what: "nothing to repeat",
    pattern: "*a",
    says: '"*" has nothing before it to repeat (for the character itself, put "\\" before it)',
  },
  {
    what: "a count of nothing",
    pattern: "|{2}",
    says: '"{2}" has nothing before it to repeat (for the character itself, put "\\" before it)',
  },
  { what: "a backslash at the end", pattern: "a\\", says: 'ends in "\\" (for the character itself, write "\\\\")' },
];

/** What each of these finds must be what RE2 and JavaScript find, however long the text. */
export const harmlessPatterns: readonly string[] = [
  "(a+)+$",
  "(a|aa)+$",
  "(a|a)*$",
  "([a-zA-Z]+)*$",
  "(.*a){25}",
  "(.*)(.*)(.*)(.*)=",
  "(x+x+)+y",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(?:a?){50}a{50}",
  "(((((a*)*)*)*)*)*b",
  "(a*)*b",
  "^(a?){20}a{20}$",
  "\\s+$",
  "^\\s+|\\s+$",
  "(?:\\s|\\s\\s)+x",
  "(\\d+)+[a-z]",
  "^\\d{1,200}x",
  "[a-z]{200}[!?]",
  "^.{0,255}$",
  "^(?:[^,]*,){11}x",
  "a.{8}b",
  "(?i)(checkout|payment|basket|order|invoice|refund|shipping|delivery)+!",
  "\\b(\\w+\\b)+\\b!",
  "\\B\\w\\B\\d",
  "(?m)^(a|b)+$",
  "(?s)^.*\\n.*\\n.*!",
  "(?U)(a+)+!",
  "\\pL{50}!",
  "[^\\pL\\pN]{3}",
  "(?i)[äöü]+ß!",
  "\\p{Han}+\\p{Greek}",
  "[\u{1F600}-\u{1F64F}]{3}",
  "(?i)k\u212Aſs",
  "|",
  "a||b",
  "(|a)+$",
  "()*x",
  "$^",
  "^$",
  "x*",
  "[\\s\\S]*!",
  "\\x{1F600}|\\x00",
  "\\Q(a+)+$\\E",
  "\\(\\[\\*\\+",
  `b${"a".repeat(400)}`,
  `${"a*".repeat(100)}!`,
  `(?:${"a|".repeat(200)}b)+!`,
  "^\\[internal\\]",
  "v\\d+\\.\\d+(?:\\.\\d+)?$",
  "[A-Z]{2,10}-\\d{1,6}",
];
