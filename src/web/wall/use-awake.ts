/** Whether somebody is at the screen after all: then there are a pointer and controls. */
import { useEffect, useState } from "preact/hooks";

const awakeMs = 5_000;

const signs = ["pointermove", "pointerdown", "keydown", "focusin"] as const;

export function useAwake(): boolean {
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = () => {
      setAwake(true);
      clearTimeout(timer);
      timer = setTimeout(() => setAwake(false), awakeMs);
    };
    for (const sign of signs) document.addEventListener(sign, wake);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) document.removeEventListener(sign, wake);
    };
  }, []);
  return isAwake;
}
