/** A grade in words, score and shape; while the period runs there is none. */
import { displayScore } from "../../domain/health.ts";
import type { ReportAnswer, ReportObjective } from "../../http/schemas/report.ts";
import { HealthShape } from "../ui/health-shape.tsx";

interface Props {
  grade: ReportObjective["grade"];
  state: ReportAnswer["state"];
}

export function GradeBadge({ grade, state }: Props) {
  if (grade === null) {
    const isOver = state === "ended" || state === "closed";
    return <span class="badge badge-plain">{isOver ? "No data" : "So far"}</span>;
  }
  const shape = grade.met ? "done" : "off_track";
  return (
    <span class="badge" data-health={shape}>
      <HealthShape health={shape} />
      {grade.met ? "Met" : "Missed"} <span class="number">{displayScore(grade.score)}</span>
    </span>
  );
}
