import { describeTracker } from "../contracts/tracker.ts";

describeTracker("Jira Cloud", "cloud");
describeTracker("Jira Data Center", "server");
describeTracker("Linear", "linear");
