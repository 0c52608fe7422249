/** Functions of JQL that cannot be answered from what is held of an issue. */
import { didYouMean } from "../suggest.ts";

const needsMonths = "weeks, months and years cannot be counted back to; write the date, or days such as -30d";
const sprintStates = "which sprints are open is not held; name the sprint";
const versionStates = "which versions are released is not held; name the version";

const reasons: Readonly<Record<string, string>> = {
  currentuser: "a rule has no current user; name the person",
  currentlogin: "a rule has no current user; write the date",
  lastlogin: "a rule has no current user; write the date",
  membersof: "the members of groups are not held; name the people",
  opensprints: sprintStates,
  closedsprints: sprintStates,
  futuresprints: sprintStates,
  releasedversions: versionStates,
  unreleasedversions: versionStates,
  latestreleasedversion: versionStates,
  earliestunreleasedversion: versionStates,
  linkedissues: "links between issues are not held",
  standardissuetypes: "name the types, or write hierarchyLevel >= 0",
  subtaskissuetypes: "name the types, or write hierarchyLevel < 0",
  startofweek: needsMonths,
  endofweek: needsMonths,
  startofmonth: needsMonths,
  endofmonth: needsMonths,
  startofyear: needsMonths,
  endofyear: needsMonths,
};

/** `known` are the functions that could stand there, lower case. */
export function functionRefusal(name: string, known: readonly string[]): string {
  const folded = name.toLowerCase();
  const reason = Object.hasOwn(reasons, folded) ? `: ${reasons[folded]!}` : didYouMean(name, known.map(inCamelCase));
  return `${name}() is not supported${reason}`;
}

const camelCase: Readonly<Record<string, string>> = {
  startofday: "startOfDay",
  endofday: "endOfDay",
  childissuesof: "childIssuesOf",
  portfoliochildissuesof: "portfolioChildIssuesOf",
};

function inCamelCase(name: string): string {
  return camelCase[name] ?? name;
}
