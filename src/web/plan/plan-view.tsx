/** What a configuration would change, before anybody merges it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { PlanAnswer } from "../../http/schemas/plan.ts";
import { useApp } from "../app-context.ts";
import { ViewHeading } from "../ui/view-heading.tsx";
import { type Candidate, type GivenFile, readCandidate } from "./candidate.ts";
import { DropZone } from "./drop-zone.tsx";
import { Outcome } from "./outcome.tsx";
import type { PlanState } from "./plan-state.ts";

/** Everything stored is matched before the answer comes. */
const patienceMs = 290_000;

export function PlanView() {
  const { api } = useApp();
  const [state, setState] = useState<PlanState>({ step: "idle" });
  const asking = useRef(new AbortController());

  async function ask(candidate: Candidate) {
    asking.current.abort();
    const own = new AbortController();
    asking.current = own;
    setState({ step: "working", candidate });
    const signal = AbortSignal.any([own.signal, AbortSignal.timeout(patienceMs)]);
    const answer = await api.write<PlanAnswer>("POST", "/api/v1/plan", { files: candidate.files }, signal);
    if (own.signal.aborted) return;
    setState(
      answer.ok
        ? { step: "planned", candidate, plan: answer.data }
        : { step: "failed", candidate, failure: answer.failure },
    );
  }

  async function take(given: Promise<GivenFile[]> | GivenFile[]) {
    const reading = await readCandidate(await given);
    if (reading.ok) await ask(reading.candidate);
    else setState({ step: "unreadable", message: reading.message });
  }

  function cancel() {
    asking.current.abort();
    setState({ step: "idle" });
  }

  useEffect(() => () => asking.current.abort(), []);
  return (
    <>
      <section class="plan-top">
        <ViewHeading title="Plan a change of the configuration" />
        <p class="soft">
          See what changed YAML files would do to every number before they are merged. <b>Nothing is changed:</b> this
          okr-sync matches everything it has stored under them, tells what would come of it, and forgets them.
        </p>
      </section>
      <DropZone isBusy={state.step === "working"} onFiles={(given) => void take(given)} />
      <Outcome state={state} onCancel={cancel} onRetry={(candidate) => void ask(candidate)} />
    </>
  );
}
