/** An issue that can be chosen. */
import { useEffect, useRef } from "preact/hooks";
import type { LinkChoice } from "./link-choice.ts";

interface Props {
  id: string;
  choice: LinkChoice;
  isMarked: boolean;
  onChoose: () => void;
}

export function PickerOption({ id, choice, isMarked, onChoose }: Props) {
  const option = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) option.current?.scrollIntoView({ block: "nearest" });
  }, [isMarked]);
  return (
    <li
      ref={option}
      id={id}
      class="picker-option"
      role="option"
      aria-selected={isMarked}
      aria-disabled={choice.isLinked}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <ChoiceWords choice={choice} />
    </li>
  );
}

export function ChoiceWords({ choice: { name, title, about } }: { choice: LinkChoice }) {
  return (
    <>
      <span>
        {title === null && <span class="soft">Link by name: </span>}
        <b>{name}</b> {title}
      </span>
      <span class="small soft">{about}</span>
    </>
  );
}
