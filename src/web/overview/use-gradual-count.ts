/** Draws a long list in steps, so that the first screen of it stands at once. */
import { useEffect, useState } from "preact/hooks";

const first = 16;
const step = 48;

/** Remembered while the page is open: whoever comes back to a list finds it whole, and scrolled to where it was. */
let drawn = first;

/** How many of the list to draw by now. */
export function useGradualCount(length: number): number {
  const [count, setCount] = useState(drawn);
  useEffect(() => {
    if (count >= length) return;
    const timer = setTimeout(() => {
      drawn = Math.max(drawn, count + step);
      setCount(count + step);
    });
    return () => clearTimeout(timer);
  }, [count, length]);
  return Math.min(count, length);
}
