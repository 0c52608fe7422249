/** What the makers of hostile files are, and what they are made with. */
import type { Random } from "../../../src/cli/demo/random.ts";

/** Makes one kind of hostile file. */
export type Maker = (random: Random) => { file: string; text: string };

/** Of any size, the larger ones as likely as the small. */
export function anySize(random: Random, most: number): number {
  return Math.max(1, Math.floor(most ** random.next()));
}

/** The unit again and again, up to a number of bytes. */
export function filled(bytes: number, unit: (index: number) => string): string {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < bytes; index++) {
    const part = unit(index);
    length += part.length;
    parts.push(part);
  }
  return parts.join("");
}
