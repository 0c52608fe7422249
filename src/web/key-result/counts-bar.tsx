/** How many issues stand where, as parts of a bar and in words. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { formatNumber } from "../format/number.ts";
import { categoriesByProgress, categoryWords } from "../format/category-words.ts";
import { CategoryShape } from "../ui/category-shape.tsx";

export function CountsBar({ counts }: { counts: KeyResultAnswer["counts"] }) {
  const shown = categoriesByProgress.filter((category) => counts[category] > 0);
  return (
    <div class="counts">
      <div class="counts-bar" aria-hidden="true">
        {shown.map((category) => (
          <span key={category} data-category={category} style={{ flexGrow: String(counts[category]) }} />
        ))}
      </div>
      <ul class="counts-words small">
        {shown.map((category) => (
          <li key={category}>
            <CategoryShape category={category} /> {formatNumber(counts[category])} {categoryWords[category]}
          </li>
        ))}
      </ul>
    </div>
  );
}
