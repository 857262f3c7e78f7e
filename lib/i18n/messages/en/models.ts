/** Connections to model endpoints. */
export const models = {
  title: "Models",
  intro:
    "Who writes the answers. The built-in model is always there; add an endpoint for answers in its own words.",
  add: "Add endpoint",
  builtIn: {
    name: "Built-in",
    always: "Always there",
    body: "Answers by quoting the sentences that answer, word for word. Finds passages by matching words and parts of words, not meaning. Needs no key, and nothing leaves this machine.",
  },
  local: {
    title: "Models on this machine",
    name: "On this machine",
    body: "Finds passages by matching meaning, in many languages. Needs no key, and nothing leaves this machine; the model is downloaded once. It writes no answers.",
    ownBody:
      "Finds passages by matching meaning, with a model that was put into the models folder. Needs no key, and nothing leaves this machine.",
    state: {
      absent: "Not downloaded",
      queued: "Waiting to start",
      downloading: "Downloading",
      failed: "Download failed",
      ready: "Ready",
    },
    licence: "Licence: {licence}",
    from: "From {host}/{repository}",
    usedBy: "Used by {stores}",
    askAdmin: "An admin of the workspace can download it.",
    progress: "Download of {label}",
    waiting: "Asking for the list of files…",
    download: "Download",
    again: "Try again",
    cancel: "Cancel download",
    forget: "Discard",
    remove: "Remove",
    downloadTitle: "Download {label} to this machine?",
    downloadBody:
      "The files are fetched in the background, checked, and used only once they are complete. Afterwards no connection is needed.",
    fact: { size: "Size", licence: "Licence", from: "From" },
    removeTitle: "Remove {label} from this machine?",
    removeBody: "Its files are deleted. It can be downloaded again.",
    removeOwnBody: "Its files are deleted from the models folder. This can't be undone.",
    removed: "{label} was removed.",
  },
  kind: "OpenAI-compatible",
  column: { name: "Name", address: "Address", key: "Key", used: "Used by", actions: "Actions" },
  noKey: "none",
  keyHint: "ends in {hint}",
  usedBy: "{count, plural, =0 {Not used} one {# place} other {# places}}",
  empty: {
    title: "No endpoint yet",
    body: "Any service that speaks the OpenAI interface works: OpenAI itself, a gateway of your company, or Ollama and vLLM on a machine of yours.",
  },
  test: "Test",
  testing: "Asking {name}…",
  tested:
    "{name} answered: {count, plural, =0 {it lists no models} one {# model} other {# models}}.",
  found:
    "{count, plural, =0 {The endpoint answers but lists no models. Type the model's name where you use it.} one {It works. One model is available:} other {It works. # models are available:}}",
  notWorking: "It was stored, but does not work yet.",
  form: {
    addTitle: "Add a model endpoint",
    editTitle: "Edit {name}",
    name: "Name",
    namePlaceholder: "Company gateway",
    baseUrl: "Base URL",
    baseUrlHelp:
      "The address up to and with /v1, such as https://api.openai.com/v1 or http://ollama.lan:11434/v1.",
    baseUrlInvalid: "Enter an address that starts with https:// or http://.",
    apiKey: "API key",
    apiKeyHelp:
      "Stored encrypted, and never shown again but for its last four characters. Leave empty if the endpoint needs none.",
    replaceKey: "New API key",
    replaceKeyHelp: "The stored key ends in {hint}. Leave empty to keep it.",
    replaceKeyNone: "There is no key stored. Leave empty if the endpoint needs none.",
    addAction: "Add and test",
    saveAction: "Save and test",
    privateHint:
      "Addresses in a private network are closed at first. An admin opens them in Settings, under Private hosts.",
  },
  delete: {
    title: "Delete {name}?",
    unused: "Nothing uses it. Its key is removed from this installation. This can't be undone.",
    used: "These use it and will not work until another model is chosen there:",
    keyGoes: "Its key is removed from this installation. This can't be undone.",
    action: "Delete connection",
    done: "{name} was deleted.",
  },
  embedding: {
    title: "What finds the passages",
    body: "Each store can find passages by words (built-in) or by meaning, with a model on this machine or an embedding model of one of your endpoints.",
    change: "Change for {name}",
  },
} as const;
