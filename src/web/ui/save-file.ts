/** Hands something to the browser to be saved. */
import type { OfferedFile } from "../api/api.ts";

export function saveFile({ name, content }: OfferedFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by the time that the click is over.
  setTimeout(() => URL.revokeObjectURL(address));
}
