/** Linear events as they are sent today, small enough to read. */

type Data = Record<string, unknown>;

function envelope(type: string, action: string, data: Data): Record<string, unknown> {
  const createdAt = action === "remove" ? "2026-11-02T09:59:00.000Z" : "2026-11-02T09:58:00.010Z";
  return {
    action,
    type,
    createdAt,
    data,
    url: "https://linear.app/acme/issue/ENG-7/checkout",
    webhookTimestamp: 1793613540000,
  };
}

export function linearIssue(action: string, data: Data = {}): Record<string, unknown> {
  return envelope("Issue", action, {
    id: "3443a709-f2b5-46f2-a136-a0445fd432be",
    identifier: "ENG-7",
    number: 7,
    title: "Checkout",
    updatedAt: "2026-11-02T09:58:00.000Z",
    createdAt: "2026-10-01T10:00:00.000Z",
    state: { id: "s", name: "In Progress", type: "started" },
    team: { id: "t", key: "ENG", name: "Engineering" },
    ...data,
  });
}

export function linearProject(action: string, data: Data = {}): Record<string, unknown> {
  return envelope("Project", action, {
    id: "e65b2421-bad1-4075-bfd4-24be439c83f9",
    name: "Payments revamp",
    slugId: "532c1333013b",
    url: "https://linear.app/acme/project/payments-revamp-532c1333013b",
    updatedAt: "2026-11-02T09:58:00.000Z",
    status: { id: "s", name: "In Progress", type: "started" },
    ...data,
  });
}

export function linearInitiative(action: string, data: Data = {}): Record<string, unknown> {
  return envelope("Initiative", action, {
    id: "0a1b2c3d-1111-2222-3333-444455556666",
    name: "Grow retention",
    slugId: "aabbccddeeff",
    url: "https://linear.app/acme/initiative/grow-retention-aabbccddeeff",
    updatedAt: "2026-11-02T09:58:00.000Z",
    status: "Active",
    ...data,
  });
}
