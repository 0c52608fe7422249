/** The outcome as Markdown for a pull request: copied, or saved. */
import { useState } from "preact/hooks";
import { saveFile } from "../ui/save-file.ts";

export function MarkdownButtons({ text }: { text: () => string }) {
  const [told, setTold] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setTold("Copied.");
    } catch {
      setTold("The browser does not allow it here: save it instead.");
    }
  };
  const save = () => saveFile({ name: "okr-sync-plan.md", content: new Blob([text()], { type: "text/markdown" }) });
  return (
    <div class="review-buttons plan-buttons">
      <button type="button" class="button" onClick={() => void copy()}>
        Copy as Markdown
      </button>
      <button type="button" class="button" onClick={save}>
        Save as Markdown
      </button>
      <span class="small soft" role="status">
        {told}
      </span>
    </div>
  );
}
