/** The content of all three simulated sites; `create-content.ts` makes it. */
import type { Random } from "../../src/cli/demo/random.ts";
import type { Delivery } from "./delivery.ts";
import type { Draft, Item, SiteName } from "./item.ts";
import type { Mutation } from "./mutation.ts";

export interface Content {
  random: Random;
  nowMs: () => number;
  /** Counts the mutations, for caches. */
  version(): number;
  /** In the order of creation; those that are gone included. */
  items(site: SiteName): readonly Item[];
  find(site: SiteName, id: string | null): Item | null;
  /** Its place among `items`; −1 where there is no such item. */
  indexOf(site: SiteName, id: string): number;
  /** By a key that it has, or had before it moved. */
  findByKey(site: SiteName, key: string): Item | null;
  /** Everything directly beneath, what is gone left out. */
  beneath(item: Item): readonly Item[];
  add(draft: Draft): Item;
  replace(item: Item): void;
  nextNumber(site: SiteName, space: string): number;
  /** Does it, and answers the webhooks that the tracker would send, in its order. */
  apply(mutation: Mutation): readonly Delivery[];
  /** One that is possible now; the site by chance where none is given. */
  randomMutation(site?: SiteName): Mutation;
}
