/** Fetches the wall screen's part of the page, however long that takes: nobody is there to press a button. */

const patienceMs = 30_000;

export async function loadWall() {
  for (;;) {
    try {
      return (await import("./wall-view.tsx")).WallView;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
      // A part that is gone while the service is there has been replaced; a reload while it is not would leave a blank screen.
      const isThere = await fetch(location.href, { cache: "no-store" }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isThere) location.reload();
    }
  }
}
