/** Deliveries: whose they are, how often they count, what they say. */
import type { Bug } from "../bugs.ts";

export const receivingBugs: readonly Bug[] = [
  {
    name: "no-dedup",
    harm: "Every repeat of a webhook is stored and worked on as a delivery of its own.",
    edits: [
      {
        file: "src/store/record-deliveries.ts",
        old: `createHash("sha256").update(body).digest("hex")}\`);`,
        new: `createHash("sha256").update(body).update(String(Math.random())).digest("hex")}\`);`,
      },
    ],
    tests: ["test/http/webhooks.test.ts"],
  },
  {
    name: "acknowledged-before-commit",
    harm: "The tracker is told 200 for a delivery that the database never took, and does not send it again.",
    edits: [
      {
        file: "src/http/routes/webhooks.ts",
        old: `return await withDeadline(stored, storeTimeoutMs, "STORE_UNAVAILABLE", "storing a delivery");`,
        new: `stored.catch(() => {}); return { id: "0", duplicate: false };`,
      },
    ],
    tests: ["test/http/webhooks-store-down.test.ts"],
  },
  {
    name: "signature-over-parsed-json",
    harm: "Deliveries whose JSON is written otherwise than ours are refused; the numbers stand still.",
    edits: [
      {
        file: "src/sources/linear/verify.ts",
        old: "if (!signatureFits(delivery.body, signature, settings.webhookSecrets)) {",
        new: "if (!signatureFits(Buffer.from(JSON.stringify(parseBody(delivery.body))), signature, settings.webhookSecrets)) {",
      },
    ],
    tests: ["test/sources/contract.test.ts"],
  },
  {
    name: "first-secret-only",
    harm: "From the moment in which a secret is rotated until the tracker follows, every delivery is refused.",
    edits: [
      {
        file: "src/sources/signature.ts",
        old: "for (const secret of usable(secrets)) {",
        new: "for (const secret of usable(secrets).slice(0, 1)) {",
      },
    ],
    tests: ["test/sources/signature.test.ts"],
  },
  {
    name: "linear-window-on-the-header",
    harm: "Whoever has recorded a delivery can send it again for ever: the header is not signed.",
    edits: [
      {
        file: "src/sources/linear/verify.ts",
        old: "const sentMs = payload.webhookTimestamp;",
        new: `const header = delivery.headers["linear-timestamp"];
  const sentMs = header === undefined ? payload.webhookTimestamp : Number(header);`,
      },
    ],
    tests: ["test/sources/signature.test.ts"],
  },
  {
    name: "archived-is-removed",
    harm: "Linear archives completed issues by itself: finished work would drop out of the numbers after some months.",
    edits: [
      {
        file: "src/sources/linear/removal.ts",
        old: `return action === "remove" || own(objectOf(data), "trashed") === true;`,
        new: `return action === "remove" || own(objectOf(data), "trashed") === true || !!own(objectOf(data), "archivedAt");`,
      },
    ],
    tests: ["test/sources/linear/normalise.test.ts"],
  },
  {
    name: "removal-no-newer-than-the-issue",
    harm: "A trashed issue whose last update comes late is back in the numbers.",
    edits: [
      {
        file: "src/sources/linear/removal.ts",
        old: "return { ...issue, updatedAt: eventAt, archived: false, removed: true };",
        new: "return { ...issue, archived: false, removed: true };",
      },
    ],
    tests: ["test/sources/linear/normalise.test.ts"],
  },
  {
    name: "poison-blocks-the-batch",
    harm: "One delivery that the database refuses holds up all that came with it.",
    edits: [
      {
        file: "workers/ingest.ts",
        old: "return isRefused(error) || error instanceof TypeError || error instanceof RangeError;",
        new: "return !isRefused(error) && error instanceof SyntaxError;",
      },
    ],
    tests: ["test/workers/ingest.test.ts"],
  },
];
