import type { Language } from "../look/language";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import type { Words } from "./words";

export const WORDS: Readonly<Record<Language, Words>> = { en, de, fr, es };
