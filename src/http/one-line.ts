/** Text of outsiders on one line: no control characters, nothing that turns the direction of what follows. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, (found) => (found === "\u200d" ? found : " "))
    .replaceAll(/ {2,}/g, " ")
    .trim();
}
