/** Text from trackers and people, made safe for a terminal: no control characters, no direction overrides, one line. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, (found) => (found === "\u200d" ? found : " ")).trim();
}
