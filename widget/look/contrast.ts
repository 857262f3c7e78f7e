/** Red, green and blue from 0 to 1, as they stand in `#rrggbb`. */
type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [1, 1, 1];
/** WCAG 2.2 AA for text. */
const ENOUGH = 4.5;
const STEPS = 50;

/** Black or white, whichever reads better on the colour: one of them always has 4.5:1. */
export function textOn(background: string): "#000000" | "#ffffff" {
  const color = parse(background);
  return contrast(color, BLACK) > contrast(color, WHITE) ? "#000000" : "#ffffff";
}

/** The colour, made as much darker or lighter as it takes to read it as text on the background. */
export function readableOn(color: string, background: string): string {
  const ground = parse(background);
  const target = contrast(ground, BLACK) > contrast(ground, WHITE) ? BLACK : WHITE;
  for (let step = 0; step <= STEPS; step++) {
    const tried = mix(parse(color), target, step / STEPS);
    if (contrast(tried, ground) >= ENOUGH) return format(tried);
  }
  return format(target);
}

/** `share` of the second colour in the first. */
export function mixed(color: string, other: string, share: number): string {
  return format(mix(parse(color), parse(other), share));
}

/** WCAG's ratio of two colours, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one), parse(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => one[index] + (other[index] - one[index]) * share;
  return [part(0), part(1), part(2)];
}

/** Anything that is not `#rrggbb` is black. */
function parse(color: string): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(color)?.[1] ?? "000000";
  const value = Number.parseInt(digits, 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function format(color: Rgb): string {
  return `#${color
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
