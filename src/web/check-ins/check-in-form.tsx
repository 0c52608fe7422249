/** States a value, a confidence, a health or a note about a key result. */
import { toInstant } from "../../domain/day.ts";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { useApp } from "../app-context.ts";
import { goalText, valueText } from "../format/measure-text.ts";
import { keyResultPath } from "../live/live-updates.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FormEnd } from "../ui/form-end.tsx";
import { FormField } from "../ui/form-field.tsx";
import { useForm } from "../write/use-form.ts";
import { type CheckInDraft, hasStatedValue, isProblems, readCheckIn } from "./check-in-draft.ts";
import { HealthChoice } from "./health-choice.tsx";

interface Props {
  keyResult: KeyResultAnswer;
  values: CheckInDraft;
  onChange: (values: CheckInDraft) => void;
  /** `isKept`: what stands in it is not thrown away. */
  onClose: (isKept: boolean) => void;
  onDone: () => void;
}

const shownFields = ["value", "confidence", "expiresAt", "note"];
const confidences = Array.from({ length: 11 }, (_, i) => String(i * 10));

export function CheckInForm({ keyResult, values, onChange, onClose, onDone }: Props) {
  const { api, clock } = useApp();
  const today = toInstant(clock.ticking.value).slice(0, 10);
  const { form, isSending, problems, refuse, send } = useForm(shownFields);
  const change = (some: Partial<CheckInDraft>) => onChange({ ...values, ...some });
  const submit = (event: Event) => {
    event.preventDefault();
    const statement = readCheckIn(values, today);
    if (isProblems(statement)) return refuse(statement);
    send(() => api.write("POST", `${keyResultPath(keyResult.id)}/check-ins`, statement), onDone);
  };
  return (
    <Dialog title="Check in" isBusy={isSending} onClose={() => onClose(true)}>
      <form ref={form} class="form" noValidate onSubmit={submit}>
        <p class="soft">{keyResult.title}</p>
        {hasStatedValue(keyResult) && (
          <FormField
            label={keyResult.measure.unit === undefined ? "Value" : `Value in ${keyResult.measure.unit}`}
            hint={`Now ${valueText(keyResult)}${goalText(keyResult)}`}
            problem={problems.fields.get("value")}
          >
            {(attributes) => (
              <input
                {...attributes}
                class="field number"
                inputMode="decimal"
                autocomplete="off"
                autofocus
                value={values.value}
                onInput={({ currentTarget }) => change({ value: currentTarget.value })}
              />
            )}
          </FormField>
        )}
        <HealthChoice chosen={values.health} onChoose={(health) => change({ health })} />
        {values.health !== null && (
          <FormField
            label="Shown until the end of"
            hint="Without a day: until the next stated health, at most 14 days."
            problem={problems.fields.get("expiresAt")}
          >
            {(attributes) => (
              <input
                {...attributes}
                class="field"
                type="date"
                min={today}
                value={values.shownUntil}
                onInput={({ currentTarget }) => change({ shownUntil: currentTarget.value })}
              />
            )}
          </FormField>
        )}
        <FormField label="Confidence that it will be met" problem={problems.fields.get("confidence")}>
          {(attributes) => (
            <select
              {...attributes}
              class="choice"
              value={values.confidence}
              onChange={({ currentTarget }) => change({ confidence: currentTarget.value })}
            >
              <option value="">Not stated</option>
              {confidences.map((percent) => (
                <option key={percent} value={percent}>
                  {percent} %
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField label="Note" problem={problems.fields.get("note")}>
          {(attributes) => (
            <textarea
              {...attributes}
              class="field"
              rows={4}
              placeholder="What moved, what stands in the way, what comes next"
              value={values.note}
              onInput={({ currentTarget }) => change({ note: currentTarget.value })}
            />
          )}
        </FormField>
        <FormEnd words="Check in" isSending={isSending} problem={problems.general} onCancel={() => onClose(false)} />
      </form>
    </Dialog>
  );
}
