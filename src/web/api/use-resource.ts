/** An answer of the service in a component, fresh for as long as the component is there. */
import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { Loader, Resource } from "./resources.ts";

export function useResource<T>(key: string, load?: Loader<T>): Resource<T> {
  const { resources } = useApp();
  const state = resources.at<T>(key, load);
  useEffect(() => resources.use(key), [resources, key]);
  return state.value;
}
