/** A view whose code is fetched when it is first shown. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Bones } from "../ui/bones.tsx";
import { Notice } from "../ui/notice.tsx";

type Loading<P> = { state: "loading" } | { state: "ready"; view: ComponentType<P> } | { state: "failed" };

/** The component, showing what waiting or a lost connection looks like until `load` has brought the real one. */
export function lazyView<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;

  async function fetchView(): Promise<Loading<P>> {
    try {
      loaded = await load();
      return { state: "ready", view: loaded };
    } catch {
      return { state: "failed" };
    }
  }

  return function LazyView(props: P) {
    const [loading, setLoading] = useState<Loading<P>>(() =>
      loaded === null ? { state: "loading" } : { state: "ready", view: loaded },
    );
    useEffect(() => {
      if (loading.state !== "loading") return;
      void fetchView().then(setLoading);
    }, [loading.state]);
    if (loading.state === "ready") return <loading.view {...props} />;
    return loading.state === "loading" ? <Bones heights={[48, 160, 320]} /> : <Reload />;
  };
}

/** A part that is gone has most likely been replaced by a newer version of the service. */
function Reload() {
  return (
    <Notice
      tone="error"
      title="A part of this page could not be fetched"
      action={
        <button type="button" class="button" onClick={() => location.reload()}>
          Reload the page
        </button>
      }
    >
      <p>The connection is lost, or the service was updated while the page was open.</p>
    </Notice>
  );
}
