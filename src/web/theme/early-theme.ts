/** Runs before the page is first drawn, so that a chosen theme does not flash up in the other one. */
try {
  const chosen = localStorage.getItem("okr-sync.theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset["theme"] = chosen;
} catch {
  // Storage is closed to us: the system's theme it is.
}
