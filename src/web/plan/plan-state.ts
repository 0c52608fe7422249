/** How far the planning of a candidate has come. */
import type { PlanAnswer } from "../../http/schemas/plan.ts";
import type { Failure } from "../api/api.ts";
import type { Candidate } from "./candidate.ts";

export type PlanState =
  | { step: "idle" }
  | { step: "unreadable"; message: string }
  | { step: "working"; candidate: Candidate }
  | { step: "failed"; candidate: Candidate; failure: Failure }
  | { step: "planned"; candidate: Candidate; plan: PlanAnswer };
