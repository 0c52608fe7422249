/** The viewer's access token, kept for as long as the tab is open. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Access {
  token: ReadonlySignal<string | null>;
  /** Whether the service asks for a token that it takes. */
  needed: ReadonlySignal<boolean>;
  /** Whether it is asked for because the service did not take the last one. */
  wasRefused: ReadonlySignal<boolean>;
  signIn(token: string): void;
  signOut: () => void;
  /** Hears that the service refused what it was shown; what was shown before a newer token came does not count. */
  refused(shown: string | null): void;
}

const storageKey = "okr-sync.token";

export function createAccess(storage: Storage): Access {
  const token = signal(storage.getItem(storageKey));
  const needed = signal(false);
  const wasRefused = signal(false);

  function keep(value: string | null) {
    token.value = value;
    if (value === null) storage.removeItem(storageKey);
    else storage.setItem(storageKey, value);
  }

  return {
    token,
    needed,
    wasRefused,
    signIn(given) {
      keep(given.trim());
      needed.value = false;
      wasRefused.value = false;
    },
    signOut() {
      keep(null);
      needed.value = true;
    },
    refused(shown) {
      if (shown !== token.peek()) return;
      keep(null);
      needed.value = true;
      wasRefused.value = shown !== null;
    },
  };
}
