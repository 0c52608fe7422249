/** Where files are dropped, and the buttons for those who would rather choose them. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { GivenFile } from "./candidate.ts";
import { filesOfDrop, filesOfInput } from "./given-files.ts";

interface Props {
  isBusy: boolean;
  onFiles: (given: Promise<GivenFile[]> | GivenFile[]) => void;
}

export function DropZone({ isBusy, onFiles }: Props) {
  const isOver = useDropAnywhere(onFiles);
  return (
    <section class="drop-zone" data-over={isOver} aria-label="Files to plan with">
      <p>
        <b>Drop a configuration folder, or single files of one, anywhere on this page</b>
      </p>
      <p class="small soft">
        A folder is taken as the whole configuration. Single files go over those that are in force, such as{" "}
        <code>mapping.yaml</code> alone.
      </p>
      <div class="review-buttons">
        <FileButton words="Choose files" isFolder={false} isBusy={isBusy} onFiles={onFiles} />
        <FileButton words="Choose a folder" isFolder isBusy={isBusy} onFiles={onFiles} />
      </div>
    </section>
  );
}

interface ButtonProps extends Props {
  words: string;
  isFolder: boolean;
}

function FileButton({ words, isFolder, isBusy, onFiles }: ButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current!.webkitdirectory = isFolder;
  }, [isFolder]);
  return (
    <>
      <button type="button" class="button" disabled={isBusy} onClick={() => input.current?.click()}>
        {words}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={isFolder ? undefined : ".yaml,.yml"}
        aria-label={words}
        onChange={({ currentTarget }) => {
          const given = filesOfInput(currentTarget.files!);
          // The same files may be chosen again once they have changed.
          currentTarget.value = "";
          if (given.length > 0) onFiles(given);
        }}
      />
    </>
  );
}

/** Whoever misses the zone must not leave the page for the file. Says whether files are held over the page. */
function useDropAnywhere(onFiles: Props["onFiles"]): boolean {
  const [isOver, setOver] = useState(false);
  const newest = useRef(onFiles);
  newest.current = onFiles;
  // Before the zone can be seen: what is dropped on it is caught.
  useLayoutEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      newest.current(filesOfDrop(event.dataTransfer!));
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}
