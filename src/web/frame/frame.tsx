/** The page around its views. */
import { useApp } from "../app-context.ts";
import { viewersZone } from "../format/time.ts";
import { wallHref } from "../routing/route.ts";
import { loadWall } from "../wall/load-wall.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { Announcer } from "./announcer.tsx";
import { Head } from "./head.tsx";
import { lazyView } from "./lazy-view.tsx";
import { View } from "./view.tsx";

const WallView = lazyView(loadWall);

export function Frame() {
  const { access, address } = useApp();
  if (access.needed.value) return <SignIn />;
  if (address.route.value.view === "wall") return <WallView />;
  return (
    <>
      <a class="skip button" href="#view" onClick={skipToView}>
        Skip to the content
      </a>
      <Head />
      <main class="view" id="view" tabIndex={-1}>
        <View />
      </main>
      <footer class="foot">
        <p>
          Percentages are rounded down. Days count in UTC, times are those of {viewersZone}. <a href="/docs">API</a> ·{" "}
          <a href={wallHref(address.url.value.searchParams)}>For a wall screen</a>
        </p>
      </footer>
      <Announcer />
    </>
  );
}

function skipToView(event: Event) {
  event.preventDefault();
  document.querySelector<HTMLElement>("#view")?.focus();
}
