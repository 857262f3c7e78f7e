import type { Language } from "../look/language";

/** The few words of the page before the chat is opened; all others come with the panel. */
export const LAUNCHER_WORDS: Readonly<
  Record<Language, { open: string; close: string; unread: string; failed: string }>
> = {
  en: {
    open: "Open chat",
    close: "Close chat",
    unread: "New answer",
    failed: "The chat could not be loaded. Check your connection and try again.",
  },
  de: {
    open: "Chat öffnen",
    close: "Chat schließen",
    unread: "Neue Antwort",
    failed:
      "Der Chat konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  },
  fr: {
    open: "Ouvrir le chat",
    close: "Fermer le chat",
    unread: "Nouvelle réponse",
    failed: "Le chat n’a pas pu être chargé. Vérifiez votre connexion et réessayez.",
  },
  es: {
    open: "Abrir el chat",
    close: "Cerrar el chat",
    unread: "Nueva respuesta",
    failed: "No se ha podido cargar el chat. Compruebe su conexión e inténtelo de nuevo.",
  },
};
