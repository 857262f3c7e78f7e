const PLACES = ["Aspen", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Ginkgo", "Hazel"].flatMap(
  (tree) => ["Wharf", "Tower", "Hall", "Yard"].map((kind) => `${tree} ${kind}`),
);

const FACTS = [
  {
    ask: (place: string) => `At what time does the garage of ${place} close?`,
    say: (place: string, at: number) =>
      `The garage of ${place} closes at ${String(6 + (at % 6))} in the evening.`,
  },
  {
    ask: (place: string) => `Who looks after the lifts of ${place}?`,
    say: (place: string, at: number) =>
      `The lifts of ${place} are looked after by team number ${String(20 + at)}.`,
  },
  {
    ask: (place: string) => `How much does a replacement badge for ${place} cost?`,
    say: (place: string, at: number) =>
      `A replacement badge for ${place} costs ${String(10 + at)} euros.`,
  },
];

/** Documents about many places, and questions each of which one sentence of them answers. */
export function handbook(): { files: { name: string; text: string }[]; questions: string[] } {
  const files = [0, 1, 2, 3].map((quarter) => {
    const places = PLACES.slice(quarter * 8, quarter * 8 + 8);
    const sections = places.map((place, index) => {
      const facts = FACTS.map(({ say }) => say(place, quarter * 8 + index));
      return `## ${place}\n\n${facts.join(" ")}`;
    });
    return {
      name: `places-${String(quarter + 1)}.md`,
      text: `# Places, part ${String(quarter + 1)}\n\n${sections.join("\n\n")}\n`,
    };
  });
  return { files, questions: FACTS.flatMap(({ ask }) => PLACES.map(ask)) };
}
