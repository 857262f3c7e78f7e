import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../look/language";

/** The words that only the form has. */
export interface FormWords {
  readonly send: string;
  readonly choose: string;
  readonly yes: string;
  readonly no: string;
  readonly optional: string;
  readonly answers: string;
  readonly many: string;
  readonly manyHelp: string;
  readonly template: string;
  readonly file: string;
  readonly progress: string;
  readonly stop: string;
  readonly results: string;
  readonly another: string;
  readonly row: string;
}

const en: FormWords = {
  send: "Ask",
  choose: "Choose…",
  yes: "Yes",
  no: "No",
  optional: "optional",
  answers: "Answers",
  many: "Many at once, from a file",
  manyHelp: "A CSV file whose first row names the fields. Each row below it is answered.",
  template: "Download an empty file",
  file: "CSV file",
  progress: "{done} of {rows} rows",
  stop: "Stop",
  results: "Download the results",
  another: "Send another file",
  row: "Row {row}: {message}",
};
const de: FormWords = {
  send: "Fragen",
  choose: "Auswählen…",
  yes: "Ja",
  no: "Nein",
  optional: "freiwillig",
  answers: "Antworten",
  many: "Viele auf einmal, aus einer Datei",
  manyHelp:
    "Eine CSV-Datei, deren erste Zeile die Felder nennt. Jede Zeile darunter wird beantwortet.",
  template: "Leere Datei herunterladen",
  file: "CSV-Datei",
  progress: "{done} von {rows} Zeilen",
  stop: "Anhalten",
  results: "Ergebnisse herunterladen",
  another: "Weitere Datei senden",
  row: "Zeile {row}: {message}",
};
const fr: FormWords = {
  send: "Demander",
  choose: "Choisir…",
  yes: "Oui",
  no: "Non",
  optional: "facultatif",
  answers: "Réponses",
  many: "Plusieurs à la fois, depuis un fichier",
  manyHelp:
    "Un fichier CSV dont la première ligne nomme les champs. Chaque ligne suivante reçoit une réponse.",
  template: "Télécharger un fichier vide",
  file: "Fichier CSV",
  progress: "{done} lignes sur {rows}",
  stop: "Arrêter",
  results: "Télécharger les résultats",
  another: "Envoyer un autre fichier",
  row: "Ligne {row} : {message}",
};
const es: FormWords = {
  send: "Preguntar",
  choose: "Elegir…",
  yes: "Sí",
  no: "No",
  optional: "opcional",
  answers: "Respuestas",
  many: "Muchas a la vez, desde un archivo",
  manyHelp:
    "Un archivo CSV cuya primera fila nombra los campos. Se responde cada una de las filas siguientes.",
  template: "Descargar un archivo vacío",
  file: "Archivo CSV",
  progress: "{done} de {rows} filas",
  stop: "Detener",
  results: "Descargar los resultados",
  another: "Enviar otro archivo",
  row: "Fila {row}: {message}",
};

export const FORM_WORDS: Readonly<Record<Language, FormWords>> = { en, de, fr, es };
export const FormWordsContext = createContext<FormWords>(en);

export function useFormWords(): FormWords {
  return useContext(FormWordsContext);
}
