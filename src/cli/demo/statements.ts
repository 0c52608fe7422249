/** What people say in the demo's check-ins, by key result of the example. */

export interface Statements {
  /** The share of the way from start to target that is behind when the past ends. */
  reached: number;
  first: string;
  better: readonly string[];
  worse: readonly string[];
}

const anyStatements: Statements = {
  reached: 0.5,
  first: "Where we start from.",
  better: ["Better than last week.", "The steps of last week begin to show.", "Slowly, and in the right direction."],
  worse: ["A little worse than last week; we are looking into it."],
};

const statementsByKeyResult: Readonly<Record<string, Statements>> = {
  "beta-satisfaction": {
    reached: 0.5,
    first: "First survey: 96 answers, mostly about search and mails.",
    better: [
      "131 answers; the new filters are liked most.",
      "Delivery date before paying moved many from 3 to 4 stars.",
      "Fewer complaints about mails since we send one instead of three.",
      "Dark pictures are gone, and so is that complaint.",
      "168 answers. People who used the wish list give 4.4 stars.",
      "Bigger buttons on the phone: phones now rate us like desks do.",
    ],
    worse: ["Search let people down after the import of the reviews.", "Two slow evenings cost us stars."],
  },
  "repeat-purchases": {
    reached: 0.42,
    first: "Last quarter's rate, from the warehouse.",
    better: [
      "Customers of September come back sooner than those of June.",
      "Wish lists bring people back: 4 of 10 return within a week.",
      "The reminder after 30 days works, without a voucher.",
      "Guests who open an account buy again twice as often.",
      "Best week so far; part of it is the weather.",
      "Returns made easy bring back more than they cost.",
    ],
    worse: ["A week without a campaign, as expected.", "Stock ran out in two groups."],
  },
  churn: {
    reached: 0.53,
    first: "6 of 100 customers left last month.",
    better: [
      "Invoices as PDF: three business customers stay.",
      "Calling back after a bad delivery works.",
      "Fewer cancellations since the newsletter can be paused.",
      "The price list per group settles old quarrels.",
      "Two of the five largest customers signed for another year.",
      "Cancelling has become easier, and fewer do it.",
    ],
    worse: ["A competitor gives away shipping this month.", "Parcel delays in the south; expect it back next week."],
  },
  "checkout-time": {
    reached: 0.5,
    first: "Median of 3,900 orders in the old checkout.",
    better: [
      "Address completion alone saved six seconds.",
      "One page instead of three, for a tenth of the customers.",
      "Now for half of them; the slowest tenth improved most.",
      "The telephone number is optional.",
      "Saved addresses for everybody who signs in.",
      "Terms on one screen: three seconds less.",
    ],
    worse: ["The old confirmation page was back for two days.", "Declined cards took longer to explain than hoped."],
  },
  "support-load": {
    reached: 0.35,
    first: "Half a day on average before the shop opens there.",
    better: [
      "Two more people on the Portuguese line.",
      "The help page takes a fifth of the questions.",
      "Answers by template for the ten most asked questions.",
    ],
    worse: ["Monday's outage: 300 tickets at once."],
  },
};

export function statementsOf(keyResultId: string): Statements {
  return statementsByKeyResult[keyResultId] ?? anyStatements;
}
