/** A field with its label, a hint, and what is wrong with what stands in it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface FieldAttributes {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
}

interface Props {
  label: string;
  hint?: ComponentChildren;
  problem?: string | undefined;
  children: (attributes: FieldAttributes) => ComponentChildren;
}

export function FormField({ label, hint, problem, children }: Props) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, problem === undefined ? null : `${id}-problem`];
  const describedBy = described.filter((each) => each !== null).join(" ");
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": describedBy || undefined, "aria-invalid": problem !== undefined })}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="small soft">
          {hint}
        </p>
      )}
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  );
}

/** Nothing where nothing is wrong. */
export function FieldProblem({ id, problem }: { id: string; problem: string | undefined }) {
  if (problem === undefined) return null;
  return (
    <p id={id} class="small form-problem">
      {problem}
    </p>
  );
}
