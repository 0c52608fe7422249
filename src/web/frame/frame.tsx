/** The page around its views. */
import { useApp } from "../app-context.ts";
import { viewersZone } from "../format/time.ts";
import { SignIn } from "../sign-in/sign-in.tsx";
import { Announcer } from "./announcer.tsx";
import { Head } from "./head.tsx";
import { View } from "./view.tsx";

export function Frame() {
  const { access } = useApp();
  if (access.needed.value) return <SignIn />;
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
          Percentages are rounded down. Days count in UTC, times are those of {viewersZone}. <a href="/docs">API</a>
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
