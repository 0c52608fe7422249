/** A link to a file of the service: fetched with the viewer's token, and saved under the service's name for it. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Failure } from "../api/api.ts";
import { useApp } from "../app-context.ts";
import { saveFile } from "./save-file.ts";

interface Props {
  path: string;
  children: ComponentChildren;
  /** Null as soon as it is tried again. */
  onFailure: (failure: Failure | null) => void;
}

/** What takes longer is not worth waiting for. */
const patienceMs = 300_000;

export function FileLink({ path, children, onFailure }: Props) {
  const { api } = useApp();
  const [isBusy, setBusy] = useState(false);
  const fetchFile = async () => {
    setBusy(true);
    onFailure(null);
    const answer = await api.file(path, AbortSignal.timeout(patienceMs));
    setBusy(false);
    if (answer.ok) saveFile(answer.data);
    else onFailure(answer.failure);
  };
  return (
    <a
      class="button"
      href={path}
      download=""
      aria-busy={isBusy}
      onClick={(event) => {
        event.preventDefault();
        if (!isBusy) void fetchFile();
      }}
    >
      {children}
    </a>
  );
}
