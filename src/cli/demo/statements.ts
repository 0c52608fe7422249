/** What people say in the demo's check-ins, by key result of the example. */

export interface Statements {
  /** The share of the way from start to target that is behind when the past ends. */
  reached: number;
  better: readonly string[];
  worse: readonly string[];
}

const anyStatements: Statements = {
  reached: 0.5,
  better: ["Better than last week.", "The steps of last week begin to show."],
  worse: ["A little worse than last week; we are looking into it."],
};

const statementsByKeyResult: Readonly<Record<string, Statements>> = {
  "beta-satisfaction": {
    reached: 0.5,
    better: [
      "131 answers this week; the new filters are liked most.",
      "Delivery date before paying moved many from 3 to 4 stars.",
      "Fewer complaints about mails since we send one instead of three.",
    ],
    worse: ["Search let people down after the import of the reviews.", "Two slow evenings cost us stars."],
  },
  "repeat-purchases": {
    reached: 0.42,
    better: [
      "Customers of September come back sooner than those of June.",
      "Wish lists bring people back: 4 of 10 return within a week.",
    ],
    worse: ["A week without a campaign, as expected."],
  },
  churn: {
    reached: 0.45,
    better: ["Invoices as PDF: three business customers stay.", "Call-backs after a bad delivery work."],
    worse: ["A competitor gives away shipping this month.", "Parcel delays in the south; expect it back next week."],
  },
  "checkout-time": {
    reached: 0.68,
    better: [
      "Address completion alone saved six seconds.",
      "Median of 4,200 orders; the slowest tenth improved most.",
      "One page instead of three.",
    ],
    worse: ["The old confirmation page was back for two days."],
  },
  "support-load": {
    reached: 0.35,
    better: ["Two more people on the Portuguese line.", "The help page takes a fifth of the questions."],
    worse: ["Monday's outage: 300 tickets at once."],
  },
};

export function statementsOf(keyResultId: string): Statements {
  return statementsByKeyResult[keyResultId] ?? anyStatements;
}
