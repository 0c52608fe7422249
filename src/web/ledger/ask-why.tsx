/** Asks about an issue that one misses in the ledger. */
import { useState } from "preact/hooks";
import { IssueWhy } from "./issue-why.tsx";

export function AskWhy({ keyResultId }: { keyResultId: string }) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const ask = (event: Event) => {
    event.preventDefault();
    setAsked(text.trim() === "" ? null : text.trim());
  };
  return (
    <form class="ask-why" onSubmit={ask}>
      <label class="small" for="ask-why">
        Do you miss an issue here?
      </label>
      <div class="ask-why-row">
        <input
          id="ask-why"
          class="field"
          placeholder="Key or address, such as SHOP-12"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="button">
          Ask why
        </button>
      </div>
      {asked !== null && <IssueWhy name={asked} keyResultId={keyResultId} />}
    </form>
  );
}
