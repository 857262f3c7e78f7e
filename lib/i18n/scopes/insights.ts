import { insights } from "../messages/en/insights";

/** The messages of the page of usage and costs. */
export const insightsMessages = { insights };
