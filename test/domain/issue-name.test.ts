import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeNames, nameOfReference, namesOf } from "../../src/domain/issue-name.ts";
import { urlName } from "../../src/domain/issue-url.ts";
import { anEdge, anIssue } from "./samples.ts";

describe("nameOfReference", () => {
  it.each([
    ["SHOP-12", "shop-12"],
    [" jira:10021 ", "jira:10021"],
    ["https://acme.atlassian.net/browse/SHOP-12", "acme.atlassian.net/browse/shop-12"],
    ["https://acme.atlassian.net/browse/SHOP-12?focusedCommentId=7#c", "acme.atlassian.net/browse/shop-12"],
    ["HTTP://Acme.Atlassian.net/browse/shop-12/", "acme.atlassian.net/browse/shop-12"],
    [
      "https://acme.atlassian.net/jira/software/projects/SHOP/boards/1?selectedIssue=SHOP-12",
      "acme.atlassian.net/browse/shop-12",
    ],
    [
      "https://acme.atlassian.net/jira/software/c/projects/SHOP/issues/SHOP-12?filter=x",
      "acme.atlassian.net/browse/shop-12",
    ],
    [
      "https://acme.atlassian.net/jira/core/projects/SHOP/board?selectedIssue=SHOP-12",
      "acme.atlassian.net/browse/shop-12",
    ],
    [
      "https://jira.acme.com/jira/secure/RapidBoard.jspa?rapidView=1&selectedIssue=SHOP-12",
      "jira.acme.com/jira/browse/shop-12",
    ],
    ["https://jira.acme.com/jira/projects/SHOP/issues/SHOP-12", "jira.acme.com/jira/browse/shop-12"],
    ["https://jira.acme.com:8443/projects/SHOP/issues/SHOP-12", "jira.acme.com:8443/browse/shop-12"],
    ["https://jira.acme.com/issues/?selectedIssue=SHOP-12", "jira.acme.com/browse/shop-12"],
    ["https://acme.atlassian.net/jira/your-work?selectedIssue=nothing", "acme.atlassian.net/jira/your-work"],
    ["https://linear.app/acme/issue/ENG-7/some-title-2", "linear.app/acme/issue/eng-7"],
    ["https://linear.app/acme-2/issue/ENG-7", "linear.app/acme-2/issue/eng-7"],
    ["https://linear.app/acme/issue/", "linear.app/acme/issue"],
    [
      "https://linear.app/acme/project/payments-revamp-0a1b2c3d4e5f/overview?x#y",
      "linear.app/acme/project/payments-revamp-0a1b2c3d4e5f",
    ],
    ["https://linear.app/acme/initiative/grow-0a1b2c3d4e5f/", "linear.app/acme/initiative/grow-0a1b2c3d4e5f"],
    ["https://linear.app/acme/project", "linear.app/acme/project"],
    ["https://", "https://"],
    ["project:Payments Revamp", "project:payments revamp"],
  ])("%s", (text, name) => {
    expect(nameOfReference(text)).toBe(name);
  });
});

describe("urlName", () => {
  const part = fc.constantFrom(
    ..."browse issue issues project jira software secure core acme SHOP-12 eng_2-7 A-1 a-title \u212A-1 é %41 . x--y".split(
      " ",
    ),
  );
  const host = fc.constantFrom(
    ..."acme.atlassian.net Linear.app jira.acme.com:8443 localhost 127.1 a.b.0x7f xn--a.com XN--bcher-kva.de user@a.com".split(
      " ",
    ),
    "a.\u212Aom",
    "-a-.com",
    "a..com",
  );
  const ordinaryPath = fc
    .tuple(fc.subarray(["acme", "core"]), fc.constantFrom("browse", "issue"), part, fc.subarray(["a-title"]))
    .map(([before, word, key, title]) => [...before, word, key, ...title]);
  const address = fc
    .tuple(
      fc.constantFrom("https", "HTTP"),
      host,
      fc.oneof(fc.array(part, { maxLength: 5 }), ordinaryPath),
      fc.constantFrom("", "", "/", "?x=1", "#y"),
    )
    .map(([scheme, at, parts, end]) => `${scheme}://${[at, ...parts].join("/")}${end}`);

  it("reads ordinary addresses as it reads others", () => {
    let ordinary = 0;
    fc.assert(
      fc.property(address, (url) => {
        // A query of nothing makes an address one that the parser is asked for, and means the same.
        const [path, ...rest] = url.split("#");
        const asked = path!.includes("?") ? url : [`${path}?`, ...rest].join("#");
        expect(urlName(url)).toBe(urlName(asked));
        if (/[.](net|app)([/]acme)?[/](browse|issue)[/](SHOP-12|eng_2-7|A-1)([/]a-title)?$/.test(url)) ordinary += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(ordinary).toBeGreaterThan(10);
  });
});

describe("namesOf", () => {
  it("has ref, id, keys, and the address under each key", () => {
    const issue = anIssue("jira:10021", {
      key: "SHOP-12",
      previousKeys: ["OLD-3"],
      url: "https://acme.atlassian.net/browse/SHOP-12?x",
    });
    expect(namesOf(issue)).toEqual([
      "jira:10021",
      "10021",
      "shop-12",
      "old-3",
      "acme.atlassian.net/browse/shop-12",
      "acme.atlassian.net/browse/old-3",
    ]);
  });

  it("has slug and address of a project", () => {
    const url = "https://linear.app/acme/project/payments-0a1b";
    const project = anIssue("linear:p-1", { kind: "project", key: "0a1b", slug: "0a1b", url });
    expect(namesOf(project)).toEqual(["linear:p-1", "p-1", "0a1b", "linear.app/acme/project/payments-0a1b"]);
  });

  it("leaves out an address that is none", () => {
    expect(namesOf(anIssue("jira:1", { key: "A-1", url: "not an address" }))).toEqual(["jira:1", "1", "a-1"]);
  });

  it("finds an issue by what a person may paste", () => {
    const issue = anIssue("linear:9", { key: "ENG-7", url: "https://linear.app/acme/issue/ENG-7/some-title" });
    expect(namesOf(issue)).toContain(nameOfReference("https://linear.app/acme/issue/ENG-7/an-older-title"));
  });
});

describe("edgeNames", () => {
  it.each([
    ["a ref", anEdge("parent", "jira:10"), ["jira:10", "10"]],
    ["a key", anEdge("parent", null, { key: "SHOP-1" }), ["shop-1"]],
    [
      "everything",
      anEdge("project", "linear:p", { key: "k", slug: "k", url: "https://linear.app/acme/project/pay-k" }),
      ["linear:p", "p", "k", "linear.app/acme/project/pay-k"],
    ],
    [
      "an address without a key",
      anEdge("project", "linear:p", { url: "https://linear.app/acme/project/pay-k/" }),
      ["linear:p", "p", "linear.app/acme/project/pay-k"],
    ],
  ])("knows %s", (_name, edge, names) => {
    expect(edgeNames(edge)).toEqual(names);
  });
});
