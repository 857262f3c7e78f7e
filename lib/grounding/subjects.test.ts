import { expect, it } from "vitest";
import { leave, parking, passage } from "@/lib/testing/passages";
import { subjectsOf } from "./subjects";

it("names what the nearest passages are about, each once", () => {
  const question = "How many days of leave are there for bicycles?";
  const guide = passage("Bicycles are kept in the basement.", {
    id: "passage-9",
    documentName: "office-guide.pdf",
    headings: [],
  });
  expect(subjectsOf({ question, passages: [leave, { ...leave, id: "x" }, guide] })).toEqual([
    "Leave",
    "office guide",
  ]);
});

it("names nothing where the passages share nothing with the question", () => {
  const question = "Who won the football world cup in 1998?";
  expect(subjectsOf({ question, passages: [leave, parking] })).toEqual([]);
  expect(subjectsOf({ question, passages: [] })).toEqual([]);
});
