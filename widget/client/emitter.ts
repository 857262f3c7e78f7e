/** What a page can listen to, and what it is told. */
export interface ChatEvents {
  ready: undefined;
  open: undefined;
  close: undefined;
  question: { readonly question: string };
  answer: { readonly kind: "answered" | "refused"; readonly text: string };
  /** `code` is one of the codes of the protocol. */
  problem: { readonly code: string };
  destroy: undefined;
}

export type ChatEvent = keyof ChatEvents;
export type Listener<E extends ChatEvent> = (detail: ChatEvents[E]) => void;

/** Tells listeners; one that throws keeps neither the chat nor the others from going on. */
export class Emitter {
  private readonly listeners = new Map<string, Set<(detail: never) => void>>();

  /** Returns how to stop listening. */
  on<E extends ChatEvent>(event: E, listener: Listener<E>): () => void {
    const of = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, of.add(listener));
    return () => {
      of.delete(listener);
    };
  }

  emit<E extends ChatEvent>(event: E, detail: ChatEvents[E]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) {
      try {
        (listener as Listener<E>)(detail);
      } catch (error) {
        // The page's own mistake, reported as one.
        reportError(error);
      }
    }
  }
}
