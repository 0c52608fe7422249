/** The files of a configuration folder, in the order in which problems are listed. */
export const configFiles = ["okrs.yaml", "mapping.yaml", "sources.yaml", "access.yaml", "publish.yaml"] as const;
export type ConfigFile = (typeof configFiles)[number];

/** Without these two there is nothing to measure and nothing to hear. */
export const requiredFiles: readonly ConfigFile[] = ["okrs.yaml", "sources.yaml"];

/** Files in which `${…}` is replaced, and whose values may therefore be secrets. */
export const filesWithReferences: readonly ConfigFile[] = ["sources.yaml", "access.yaml", "publish.yaml"];

export function isConfigFile(name: string): name is ConfigFile {
  return (configFiles as readonly string[]).includes(name);
}
