/** What every component may ask for, made once in `main.tsx`. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Access } from "./api/access.ts";
import type { Api } from "./api/api.ts";
import type { Resources } from "./api/resources.ts";
import type { Clock } from "./clock.ts";
import type { Announcements } from "./live/announcements.ts";
import type { EventStream } from "./live/event-stream.ts";
import type { Highlights } from "./live/highlights.ts";
import type { Address } from "./routing/address.ts";
import type { Theme } from "./theme/theme.ts";
import type { Drafts } from "./write/drafts.ts";

export interface App {
  access: Access;
  address: Address;
  announcements: Announcements;
  api: Api;
  clock: Clock;
  drafts: Drafts;
  highlights: Highlights;
  resources: Resources;
  stream: EventStream;
  theme: Theme;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("a component stands outside the page");
  return app;
}
