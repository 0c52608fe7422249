/** Problems or warnings by place; where the text is given, with the line that each is about. */
import { useState } from "preact/hooks";

interface Props {
  /** `file:line:column: message`, or a message without a place. */
  problems: readonly string[];
  /** The texts whose lines are shown with them. */
  files: Readonly<Record<string, string | null>>;
}

interface Placed {
  place: string | null;
  message: string;
  /** Null where the text is not at hand, or may hold secrets. */
  line: string | null;
}

const step = 100;

/** Values of the others may be secrets, and a screen is often shared. */
const shown = new Set(["okrs.yaml", "mapping.yaml"]);

const greatestLine = 160;

export function ProblemList({ problems, files }: Props) {
  const [count, setCount] = useState(step);
  return (
    <>
      <ol class="problems">
        {problems.slice(0, count).map((problem, i) => {
          const { place, message, line } = placedOf(problem, files);
          return (
            <li key={i}>
              <p>
                {place !== null && <code class="place">{place}</code>} {message}
              </p>
              {line !== null && <code class="problem-line">{line}</code>}
            </li>
          );
        })}
      </ol>
      {problems.length > count && (
        <button type="button" class="button button-quiet" onClick={() => setCount(count + step * 4)}>
          Show more of {problems.length}
        </button>
      )}
    </>
  );
}

function placedOf(problem: string, files: Props["files"]): Placed {
  const found = /^([\w.-]+):(\d+):(\d+): (.*)$/s.exec(problem);
  if (found === null) return { place: null, message: problem, line: null };
  const [, file = "", line = "", column = "", message = ""] = found;
  const text = shown.has(file) ? files[file]?.split(/\r?\n/)[Number(line) - 1]?.trim() : undefined;
  return {
    place: `${file}:${line}:${column}`,
    message,
    line: text === undefined || text === "" ? null : text.slice(0, greatestLine),
  };
}
