/** Compiles text in which `*` stands for any run of characters; compared without case, in linear time. */
export function compileGlob(pattern: string): (text: string) => boolean {
  const [first, ...rest] = pattern.toLowerCase().split("*") as [string, ...string[]];
  const last = rest.pop();
  if (last === undefined) return (text) => text.toLowerCase() === first;
  return (text) => {
    const folded = text.toLowerCase();
    const end = folded.length - last.length;
    if (end < first.length || !folded.startsWith(first) || !folded.endsWith(last)) return false;
    return followOneAnother(rest, folded.slice(first.length, end));
  };
}

/** Taking each part where it comes first leaves the most room for those after it, so nothing is ever tried again. */
function followOneAnother(parts: readonly string[], text: string): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
