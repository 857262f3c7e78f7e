/** The model name of indexes that use the embedder which needs no key (lib/providers/built-in). */
export { BUILT_IN_MODEL as BUILT_IN_EMBEDDING } from "@/lib/providers/built-in/definition";
