import { z } from "zod/mini";

/** Everything that can travel along an edge. A closed list: a new node uses these, it doesn't add one. */
export const PORT_TYPES = [
  "text",
  "message",
  "passages",
  "documents",
  "files",
  "json",
  "number",
  "boolean",
] as const;
export const portTypeSchema = z.enum(PORT_TYPES);
export type PortType = z.infer<typeof portTypeSchema>;

export interface InputPort {
  readonly type: PortType;
  /** At least one live edge has to arrive here, or the node is skipped (and the draft has a problem). */
  readonly required?: boolean;
  /** Says what something is kept in sync with; nothing arrives here while a question is answered. Only `documents`. */
  readonly standing?: boolean;
}

export interface OutputPort {
  readonly type: PortType;
  /** Can start a standing edge. Only `documents`. */
  readonly standing?: boolean;
  /** One of several ports of which a run takes some and leaves others (a router's). */
  readonly branch?: boolean;
}

export type InputPorts = Readonly<Record<string, InputPort>>;
export type OutputPorts = Readonly<Record<string, OutputPort>>;

/** The port of that name, or undefined; safe for names such as `constructor`. */
export function portNamed<Port>(
  ports: Readonly<Record<string, Port>>,
  name: string,
): Port | undefined {
  return Object.hasOwn(ports, name) ? ports[name] : undefined;
}

/** `code` is translated under `problems.<code>` with `params`. */
export type Connectable =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: string;
      readonly params: Readonly<Record<string, string>>;
    };

/**
 * Whether a value of the source's type can be used where the target's type is wanted: the same type, a message
 * as its text, and anything but documents as json. Serves the canvas (while dragging) and the validator alike.
 */
export function canConnect(source: PortType, target: PortType): Connectable {
  if (source === target) return { ok: true };
  if (source === "message" && target === "text") return { ok: true };
  if (target === "json" && source !== "documents") return { ok: true };
  return { ok: false, code: "types-differ", params: { source, target } };
}
