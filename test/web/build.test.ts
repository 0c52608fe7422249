import { describe, expect, it } from "vitest";
import { buildPage } from "../../src/web/build/build-page.ts";
import { digestOf, findFreshBuild, readManifest } from "../../src/web/build/built-page.ts";
import { fillDocument } from "../../src/web/build/document.ts";

describe("buildPage", () => {
  it("gives the same files for the same sources, also where two build at once, and leaves a fresh build", async () => {
    const [first, second] = await Promise.all([buildPage(), buildPage()]);
    expect(first).toEqual(second);
    expect(await findFreshBuild()).toEqual(first);
    expect(await readManifest()).toEqual(first);
  });

  it("is made from the page's own files and the domain's, and from nothing of the service", async () => {
    const { inputs } = await buildPage();
    expect(inputs).toContain("src/web/main.tsx");
    expect(inputs.filter((path) => !/^src\/(web|domain)\//.test(path))).toEqual([]);
  });

  it("keeps charts out of what the overview loads", async () => {
    const { assets } = await buildPage();
    expect(assets.filter((name) => name.startsWith("part-")).length).toBeGreaterThan(1);
  });
});

describe("digestOf", () => {
  it("changes with the files, not with their order", async () => {
    const files = ["src/web/index.html", "src/web/page-paths.ts"];
    expect(await digestOf(files.toReversed())).toBe(await digestOf(files));
    expect(await digestOf(files.slice(1))).not.toBe(await digestOf(files));
  });
});

describe("fillDocument", () => {
  const output = { bytes: 1, inputs: {}, exports: [], imports: [] };
  const outputs = {
    "dist/page-A.js": {
      ...output,
      entryPoint: "src/web/main.tsx",
      imports: [{ path: "dist/part-B.js", kind: "import-statement" as const }],
    },
    "dist/part-B.js": output,
    "dist/part-C.js": output,
  };
  const document = '<head><script src="{{src/web/main.tsx}}"></script></head>';

  it("names what was built, and has fetched along what the script imports at once", () => {
    expect(fillDocument(document, { inputs: {}, outputs })).toBe(
      '<head><script src="/assets/page-A.js"></script><link rel="modulepreload" href="/assets/part-B.js" /></head>',
    );
  });

  it("refuses to name what was not built", () => {
    expect(() => fillDocument('<link href="{{src/web/gone.css}}">', { inputs: {}, outputs })).toThrow(
      "src/web/gone.css",
    );
  });
});
