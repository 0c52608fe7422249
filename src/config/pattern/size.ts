/** How large a regular expression becomes once its counted repeats are written out: to be known before anything does so. */

/** What stands for one character: an escape, a class or the character itself; quoted text is taken whole. */
const atom = /\\Q[^]*?(?:\\E|$)|\\(?:[pPx]\{[^}]*\}|[^])|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|[^]/gu;
const maxCount = 1000;
const repeat = /\{(\d+)(?:,(\d*))?\}/y;

/** Never less than a quarter of the instructions that re2js makes of it; faulty ones are measured as far as they make sense. */
export function expandedSize(source: string): number {
  /** Of each group that is open, what it holds so far. */
  const open = [0];
  let last = 0;
  let at = 0;
  while (at < source.length) {
    const count = countAt(source, at);
    if (count !== null) {
      open[open.length - 1]! += last * (Math.max(count.times, 1) - 1);
      at = count.end;
      continue;
    }
    atom.lastIndex = at;
    const text = atom.exec(source)![0];
    at += text.length;
    last = sizeOf(text, open);
    open[open.length - 1]! += last;
  }
  return open.reduce((sum, size) => sum + size, 0);
}

/** Of what ends here: a character, quoted text, or a whole group. */
function sizeOf(text: string, open: number[]): number {
  if (text === "(") {
    open.push(1);
    return 0;
  }
  if (text === ")" && open.length > 1) return open.pop()!;
  return text.startsWith("\\Q") ? text.length : 1;
}

function countAt(source: string, at: number): { times: number; end: number } | null {
  repeat.lastIndex = at;
  const found = repeat.exec(source);
  if (found === null) return null;
  const times = Math.max(Number(found[1]), Number(found[2] ?? 0));
  // The engine has a message of its own for more, before it writes anything out.
  return { times: times > maxCount ? 1 : times, end: repeat.lastIndex };
}
