/** Looks again and again, sooner when there is reason to. */
export interface Looking {
  /** Looks at once; while a look is under way, right after it. */
  hint: () => void;
  /** Resolves when the look under way has ended. */
  stop(): Promise<void>;
}

export interface LookingOptions {
  /** Answers how long to pause before the next look, milliseconds. */
  look: () => Promise<number>;
  /** The pause after a look that failed. */
  pauseMs: number;
  onFailure: (error: unknown) => void;
}

export function lookAgain({ look, pauseMs, onFailure }: LookingOptions): Looking {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let hinted = false;
  let stopped = false;

  async function lookOnce(): Promise<void> {
    hinted = false;
    let pause = pauseMs;
    try {
      pause = await look();
    } catch (error) {
      onFailure(error);
    }
    looking = null;
    if (!stopped) schedule(hinted ? 0 : pause);
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      looking = lookOnce();
    }, ms);
    timer.unref();
  }

  schedule(0);
  return {
    hint() {
      hinted = true;
      if (looking === null && !stopped) schedule(0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
