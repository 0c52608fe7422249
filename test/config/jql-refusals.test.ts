import { describe, expect, it } from "vitest";
import { readQuery } from "./jql-reading.ts";

const takesEqualities = "takes =, !=, IN, NOT IN, IS, IS NOT";
const dateHint = (field: string) => `; for a day, write ${field} >= "2026-10-01" AND ${field} < "2026-10-02"`;
const past = "asks for the past; a rule is decided by each issue as it is now";
const months = "weeks, months and years cannot be counted back to; write the date, or days such as -30d";
const noDate = 'is no date; write "2026-10-01", "2026-10-01 14:30", -14d, startOfDay() or now()';
const operator = "holds a search operator; words, word* and quoted phrases can be searched";
const tooEarly = "the query ends too early (a value or a closing parenthesis is missing)";
const onlySummary = "is not supported: only the summary of an issue is held; write summary ~";
const unnamed = 'no source names this field; give it an alias under "fields" in sources.yaml';
const alias = 'give the field an alias under "fields" in sources.yaml';

describe("readJql refuses", () => {
  it.each<[string, ...string[]]>([
    // What is no JQL
    ["", "1: is empty; it would match every issue"],
    [" \n ", "1: is empty; it would match every issue"],
    ["project", `8: ${tooEarly}`],
    ["project =", `10: ${tooEarly}`],
    ["(project = A", `13: ${tooEarly}`],
    ["project = A)", '12: ")" is not expected here (AND, OR or quotes missing before it?)'],
    ["project = A labels = b", '13: "labels" is not expected here (AND, OR or quotes missing before it?)'],
    ["status = In Progress", '10: "In" is not expected here (AND, OR or quotes missing before it?)'],
    ["project == A", '10: "=" is not expected here (AND, OR or quotes missing before it?)'],
    ["labels = like", '10: "like" is a reserved word of JQL; quote it'],
    ["labels = a/b", '11: "/" cannot stand here; quote the text that it belongs to'],
    ["assignee = maria@example.com", '17: "@" cannot stand here; quote the text that it belongs to'],
    ['labels = "a', "10: a quoted text lacks its closing quote"],
    ["labels = 'a", "10: a quoted text lacks its closing quote"],
    ['labels = "a\\q"', "10: a quoted text holds an escape that JQL does not have (for a backslash, write two)"],
    ["labels in ()", '12: ")" is not expected here (AND, OR or quotes missing before it?)'],
    ["labels in (a, (b, c))", "15: a list cannot stand in a list"],
    ["\u{1F600}\u{1F600} = a AND", `11: ${tooEarly}`],
    // What asks for more than an issue as it is now
    ["status was Done", `8: WAS ${past}`],
    ["status WAS NOT IN (Done, Closed)", `8: WAS NOT IN ${past}`],
    ['status was Done before "2026-01-01"', `8: WAS ${past}`],
    ['status changed from "To Do" to Done after -1w', `8: CHANGED ${past}`],
    ["status changed during (-1w, now()) by bo", `8: CHANGED ${past}`],
    [
      "project = A ORDER BY created DESC",
      "13: ORDER BY is not supported: a rule tells which issues count, in no order",
    ],
    ["order by created", "1: ORDER BY is not supported: a rule tells which issues count, in no order"],
    ["assignee = currentUser()", "12: currentUser() is not supported: a rule has no current user; name the person"],
    [
      'assignee in membersOf("admins")',
      "13: membersOf() is not supported: the members of groups are not held; name the people",
    ],
    [
      "sprint in openSprints()",
      "11: openSprints() is not supported: which sprints are open is not held; name the sprint",
    ],
    [
      "fixVersion in releasedVersions(SHOP)",
      "15: releasedVersions() is not supported: which versions are released is not held; name the version",
    ],
    ["issue in linkedIssues(SHOP-1)", "10: linkedIssues() is not supported: links between issues are not held"],
    [
      "issuetype in standardIssueTypes()",
      "14: standardIssueTypes() is not supported: name the types, or write hierarchyLevel >= 0",
    ],
    ["project in projectsLeadByUser(bo)", "12: projectsLeadByUser() is not supported"],
    // Fields
    ["prioritty = High", '1: no field is called "prioritty" (did you mean "priority"?)'],
    ["label = a", '1: no field is called "label" (did you mean "labels"?)'],
    ["betaScor = 3", '1: no field is called "betaScor" (did you mean "betaScore"?)'],
    [
      '"Customer tier" = gold',
      '1: no field is called "Customer tier"; custom fields need an alias under "fields" in sources.yaml',
    ],
    ["cf[99] = 3", `1: cf[99]: ${unnamed}`],
    ["99 = 3", `1: 99: ${unnamed}`],
    [
      "cf[10400] = 3",
      "1: cf[10400] may be any of the aliases dueOn, sameField of sources.yaml; rename them, or write the one that is meant",
    ],
    ["issue.property[a].b = 3", "1: issue.property[a].b: properties are not held; a rule sees fields only"],
    ["development[commits].all > 0", "1: development[commits].all: properties are not held; a rule sees fields only"],
    ["parent = Checkout", '10: expected an issue\'s key such as SHOP-12, found "Checkout"'],
    ["reporter = bo", `1: reporter is not supported: only assignee and creator are held; use those, or ${alias}`],
    ["text ~ x", `1: text ${onlySummary}`],
    ["description ~ x", `1: description ${onlySummary}`],
    ["comment ~ x", `1: comment ${onlySummary}`],
    ["affectedVersion = 1.0", "1: affectedVersion is not supported: only fixVersion is held"],
    ["due < 7d", `1: due is not supported: this date is not held; ${alias}`],
    [
      "originalEstimate > 3",
      `1: originalEstimate is not supported: time tracking is not held; use "Story Points", or ${alias}`,
    ],
    ["filter = 10001", "1: filter is not supported: saved filters are kept in Jira; write the query out"],
    ["category = a", "1: category is not supported: the categories of projects are not held; name the projects"],
    // Operators and values
    ["priority > High", `10: priority ${takesEqualities}, not >; the order of priorities is not held`],
    ["status >= Done", `8: status ${takesEqualities}, not >=; the order of statuses is not held`],
    ['fixVersion < "2.0"', `12: fixVersion ${takesEqualities}, not <; the order of versions is not held`],
    ["labels ~ a", `8: labels ${takesEqualities}, not ~; words are searched in summary only`],
    ["project <= A", `9: project ${takesEqualities}, not <=`],
    ['labels = ""', '10: "" is no value; write labels IS EMPTY'],
    ["labels in (a, ' ')", '15: " " is no value; write labels IS EMPTY'],
    [
      "statusCategory = Dnoe",
      '18: statusCategory: expected one of To Do, In Progress, Done, backlog, unstarted, started, completed, canceled, found "Dnoe" (did you mean "Done"?)',
    ],
    ["statusCategory > Done", `16: statusCategory ${takesEqualities}, not >`],
    ["resolution ~ Done", `12: resolution ${takesEqualities}, not ~`],
    [
      "resolution in (currentUser())",
      "16: currentUser() is not supported: a rule has no current user; name the person",
    ],
    ["key = 10021", '7: expected an issue\'s key such as SHOP-12, found "10021"'],
    ["key is empty", "5: key takes =, !=, IN, NOT IN, not IS; every issue has a key"],
    ["key in (SHOP-1, EMPTY)", "5: key is never empty"],
    ["key > SHOP-12", "5: key takes =, !=, IN, NOT IN, not >"],
    ["issue in childIssuesOf()", "10: childIssuesOf() takes one issue's key"],
    ["issue in childIssuesOf(A-1, A-2)", "10: childIssuesOf() takes one issue's key"],
    ["issue in childIssuesof2(A-1)", '10: childIssuesof2() is not supported (did you mean "childIssuesOf"?)'],
    [
      '"Epic Link" is empty',
      '13: "Epic Link" takes =, IN, not IS; for issues that are not beneath one, write issue NOT IN childIssuesOf("KEY-1")',
    ],
    [
      "NOT parentEpic = SHOP-1",
      '16: parentEpic takes =, IN, not !=; for issues that are not beneath one, write issue NOT IN childIssuesOf("KEY-1")',
    ],
    ["parentEpic = Checkout", '14: expected an issue\'s key such as SHOP-12, found "Checkout"'],
    ["summary = checkout", "9: summary takes ~, !~, IS, IS NOT, not =; write ~ and the words to search for"],
    ["summary ~ EMPTY", "11: write summary IS EMPTY"],
    ["summary ~ currentUser()", "11: currentUser() is not supported: a rule has no current user; name the person"],
    ['summary ~ "te?t"', `11: summary ~: "te?t" ${operator}`],
    ['summary ~ "*out"', `11: summary ~: "*out" ${operator}`],
    ['summary ~ "pay -later"', `11: summary ~: "-later" ${operator}`],
    ['summary ~ "pay AND go"', `11: summary ~: "AND" ${operator}`],
    ['summary !~ "roam~0.8"', `12: summary !~: "roam~0.8" ${operator}`],
    ['summary ~ "(pay"', `11: summary ~: "(pay" ${operator}`],
    ['summary ~ "\\"pay no*\\""', `11: summary ~: "\\"pay no*\\"" ${operator}`],
    ['summary ~ "\\"pay"', `11: summary ~: "\\"pay" ${operator}`],
    ['summary ~ "..."', "11: summary ~: holds no word to search for"],
    ["created = 2026-10-01", `9: created takes <, <=, >, >=, IS, IS NOT, not =${dateHint("created")}`],
    ["updated in (2026-10-01)", `9: updated takes <, <=, >, >=, IS, IS NOT, not IN${dateHint("updated")}`],
    ["resolved != -1d", `10: resolved takes <, <=, >, >=, IS, IS NOT, not !=${dateHint("resolved")}`],
    ["created ~ 2026", "9: created takes <, <=, >, >=, IS, IS NOT, not ~"],
    ["created > yesterday", `11: "yesterday" ${noDate}`],
    ["created > 2026", `11: "2026" ${noDate}`],
    ["created > 2026-02-30", `11: "2026-02-30" ${noDate}`],
    ['created > "2026-10-01 25:00"', `11: "2026-10-01 25:00" ${noDate}`],
    ["created > -4h", '11: "-4h": hours cannot be counted back; whole days can (-14d, -2w)'],
    ["created > -30m", '11: "-30m": minutes cannot be counted back; whole days can (-14d, -2w)'],
    ["created > -3M", '11: "-3M": months cannot be counted back; whole days can (-14d, -2w)'],
    ["created > -1y", '11: "-1y": years cannot be counted back; whole days can (-14d, -2w)'],
    ["created > -999999d", `11: "-999999d" ${noDate}`],
    ["created > startOfMonth()", `11: startOfMonth() is not supported: ${months}`],
    ["created > startOfWeek(-1)", `11: startOfWeek() is not supported: ${months}`],
    ["created < endOfYear()", `11: endOfYear() is not supported: ${months}`],
    ["created > startOfDay(-1M)", '11: "-1M": months cannot be counted back; whole days can (-14d, -2w)'],
    ["created > startOfDay(x)", "11: startOfDay() takes nothing, or days such as -1d"],
    ["created > endOfDay(-1, 2)", "11: endOfDay() takes nothing, or days such as -1d"],
    ["created > now(-1d)", "11: now() takes nothing"],
    ["created > startOfDya()", '11: startOfDya() is not supported (did you mean "startOfDay"?)'],
    ["estimate > three", '12: estimate is compared with a number, not "three"'],
    ["estimate in (1, two)", '17: estimate is compared with a number, not "two"'],
    ["estimate ~ 3", "10: estimate takes =, !=, IN, NOT IN, IS, IS NOT, <, <=, >, >=, not ~"],
    ["estimate > now()", "12: now() is not supported"],
    ["betaScore > high", `13: a number or a date is needed here; "high" ${noDate}`],
    ["betaScore = currentUser()", "13: currentUser() is not supported: a rule has no current user; name the person"],
    ["betaScore > startOfYear()", `13: startOfYear() is not supported: ${months}`],
    // Everything at once
    [
      "reporter = bo AND (status was Done OR created > -1y) AND prioritty = a ORDER BY key",
      "72: ORDER BY is not supported: a rule tells which issues count, in no order",
      `27: WAS ${past}`,
      `1: reporter is not supported: only assignee and creator are held; use those, or ${alias}`,
      '49: "-1y": years cannot be counted back; whole days can (-14d, -2w)',
      '58: no field is called "prioritty" (did you mean "priority"?)',
    ],
  ])("%s", (query, ...faults) => {
    expect(readQuery(query).faults).toEqual(faults);
  });

  it.each([
    ["more than 200 clauses", `${"labels = a AND ".repeat(200)}labels = b`, "2997: holds more than 200 clauses"],
    ["deep parentheses", `${"(".repeat(33)}labels = a${")".repeat(33)}`, "33: is nested deeper than 32 levels"],
    ["many negations", `${"NOT ".repeat(33)}labels = a`, "129: is nested deeper than 32 levels"],
    ["a long query", `labels = "${"a".repeat(10_000)}"`, "1: is longer than 10,000 characters"],
    [
      "a long word",
      `summary ~ ${"a".repeat(1000)}`,
      "9: summary: the search is 1,043 characters long, and at most 1,000 are allowed",
    ],
  ])("%s", (_what, query, fault) => {
    expect(readQuery(query).faults).toEqual([fault]);
  });

  it("an estimate or a team that no source holds", () => {
    const missing = (name: string, needed: string) => [
      `1: ${name}: no source holds it; give the field the alias "${needed}" in sources.yaml`,
    ];
    expect(readQuery('"Story Points" > 3', []).faults).toEqual(missing('"Story Points"', "estimate"));
    expect(readQuery("team = ENG", []).faults).toEqual(missing("team", "team"));
  });

  it("no name of sources.yaml where that file could not be read", () => {
    expect(readQuery('"Customer tier" = gold', null)).toEqual({ jql: null, faults: [] });
    expect(readQuery("cf[1] = gold", null)).toEqual({ jql: null, faults: [] });
    expect(readQuery("reporter = bo", null).faults).toHaveLength(1);
    expect(readQuery("estimate > 3", null).jql).not.toBeNull();
  });
});
