/** @jsxImportSource preact */

/** Shapes of lucide (ISC), drawn in the colour of the text around. */
const SHAPES = {
  send: "M12 19V5M5 12l7-7 7 7",
  stop: "M7 7h10v10H7z",
  close: "M18 6 6 18M6 6l12 12",
  back: "m15 18-6-6 6-6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  down: "M12 5v14M19 12l-7 7-7-7",
  attach:
    "m16 6-8.4 8.6a2 2 0 0 0 2.8 2.8l8.4-8.6a4 4 0 0 0-5.6-5.6l-8.4 8.5a6 6 0 0 0 8.5 8.5l8.4-8.5",
  up: "M7 10v12M15 5.9 14 10h5.8a2 2 0 0 1 2 2.6l-2.4 8A2 2 0 0 1 17.500 22H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.800a2 2 0 0 0 1.800-1.100L12 2a3.100 3.100 0 0 1 3 3.900Z",
  thumbDown:
    "M17 14V2M9 18.100 10 14H4.200a2 2 0 0 1-2-2.600l2.400-8A2 2 0 0 1 6.500 2H20a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-2.800a2 2 0 0 0-1.800 1.100L12 22a3.100 3.100 0 0 1-3-3.900Z",
  document: "M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8ZM14 2v6h6",
  outside: "M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6",
  person: "M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M12 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z",
  again: "M3 12a9 9 0 1 0 9-9 9.700 9.700 0 0 0-6.700 2.700L3 8M3 3v5h5",
} as const;

/** Says nothing by itself: what carries it has a name. */
export function Icon({ name }: { name: keyof typeof SHAPES }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="icon" data-icon={name}>
      <path d={SHAPES[name]} />
    </svg>
  );
}
