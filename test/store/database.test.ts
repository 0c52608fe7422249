import { describe } from "vitest";
import { databaseContract } from "../contracts/database.ts";
import { databasePairings, eachPairing, openPairing } from "../servers/pairing.ts";

describe("database", () => {
  eachPairing((pairing) => databaseContract(() => openPairing(pairing)), databasePairings);
});
