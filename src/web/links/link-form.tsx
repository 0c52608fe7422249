/** Links an epic, project or issue, with all beneath it, to a key result. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { readNumber } from "../format/read-number.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FormEnd } from "../ui/form-end.tsx";
import { FormField } from "../ui/form-field.tsx";
import { useForm } from "../write/use-form.ts";
import { IssuePicker } from "./issue-picker.tsx";
import type { LinkChoice } from "./link-choice.ts";
import { ChoiceWords } from "./picker-option.tsx";

export interface LinkDraft {
  text: string;
  chosen: LinkChoice | null;
  weight: string;
}

export const emptyLink: LinkDraft = { text: "", chosen: null, weight: "1" };

interface Props {
  keyResultId: string;
  linked: ReadonlySet<string>;
  values: LinkDraft;
  onChange: (values: LinkDraft) => void;
  /** `isKept`: what stands in it is not thrown away. */
  onClose: (isKept: boolean) => void;
  onDone: () => void;
}

const shownFields = ["issue", "weight"];

export function LinkForm({ keyResultId, linked, values, onChange, onClose, onDone }: Props) {
  const { api } = useApp();
  const { form, isSending, problems, refuse, send } = useForm(shownFields);
  const { text, chosen, weight } = values;
  const submit = (event: Event) => {
    event.preventDefault();
    const number = readNumber(weight);
    const fields = new Map<string, string>();
    if (chosen === null) fields.set("issue", "Choose an issue from the list, or write its whole key or address.");
    if (number === null || number < 0) fields.set("weight", "A weight is a number from 0 up, such as 0.5.");
    if (chosen === null || fields.size > 0) return refuse({ fields, general: null });
    send(
      () => api.write("POST", "/api/v1/links", { issue: chosen.issue, keyResult: keyResultId, weight: number }),
      onDone,
    );
  };
  return (
    <Dialog title="Link an epic or issue" isBusy={isSending} onClose={() => onClose(true)}>
      <form ref={form} class="form" noValidate onSubmit={submit}>
        {chosen === null ? (
          <IssuePicker
            text={text}
            problem={problems.fields.get("issue")}
            linked={linked}
            onText={(typed) => onChange({ ...values, text: typed })}
            onChoose={(choice) => onChange({ ...values, chosen: choice })}
          />
        ) : (
          <Chosen choice={chosen} onChange={() => onChange({ ...values, chosen: null })} />
        )}
        <FormField
          label="Weight"
          hint="How much each of its issues counts; 1 where there is nothing to weigh."
          problem={problems.fields.get("weight")}
        >
          {(attributes) => (
            <input
              {...attributes}
              class="field number field-short"
              inputMode="decimal"
              autocomplete="off"
              value={weight}
              onInput={({ currentTarget }) => onChange({ ...values, weight: currentTarget.value })}
            />
          )}
        </FormField>
        <FormEnd words="Link" isSending={isSending} problem={problems.general} onCancel={() => onClose(false)} />
      </form>
    </Dialog>
  );
}

/** What was chosen. It takes the focus from the field that it stands for, so that Enter links. */
function Chosen({ choice, onChange }: { choice: LinkChoice; onChange: () => void }) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    card.current?.closest("form")?.querySelector<HTMLElement>("[type=submit]")?.focus();
  }, []);
  return (
    <div ref={card} class="chosen" role="status">
      <p class="chosen-words">
        <ChoiceWords choice={choice} />
      </p>
      <button type="button" class="button button-quiet" onClick={onChange}>
        Change
      </button>
      {!choice.isKnown && (
        <p class="small soft chosen-rest">
          It is linked by this name, and counts as soon as okr-sync hears of an issue that has it.
        </p>
      )}
    </div>
  );
}
