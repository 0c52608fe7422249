import { describe } from "vitest";
import { queueContract } from "../contracts/queue.ts";
import { eachPairing, openPairing } from "../servers/pairing.ts";

describe("job queue", () => {
  eachPairing((pairing) => queueContract(() => openPairing(pairing)));
});
