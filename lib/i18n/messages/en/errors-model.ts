/** Texts of `errors.<code>` for calls to models. `model` is its name, empty where the call was about none. */
export const modelErrors = {
  "model.key-rejected":
    "{host} did not accept the key. Open the connection under Models, enter a valid key and test it.",
  "model.key-not-allowed":
    "{host} knows the key but does not let it do this. Give the key the right to use models there, or enter another one under Models.",
  "model.not-found":
    "{host} has no model called {model}. It may have been retired: choose another one, or check that your key may use it.",
  "model.no-api":
    "{host} answers, but there is no OpenAI-compatible interface at that address. Check the base URL; it usually ends in /v1.",
  "model.rate-limited":
    "{host} is receiving too many requests right now. Wait a moment and try again.",
  "model.paused":
    "{model} failed several times in a row and is left alone for a moment. Try again shortly, or choose another model.",
  "model.busy":
    "Too many answers are being written with this key: there was no room for {seconds, plural, one {# second} other {# seconds}}. Try again in a moment. An admin can raise what the key may do at once under Models.",
  "model.quota-used-up":
    "The account at {host} has used up its quota. Whoever pays for it has to raise the limit.",
  "model.unavailable": "{host} has a problem of its own (status {status}). Try again in a moment.",
  "model.request-refused":
    "{host} refused the request for {model} (status {status}). The model may not accept these settings; the log of the server has the details.",
  "model.timeout":
    "{host} took too long. {phase, select, connect {No connection came about: check the base URL, and that the service is running.} firstToken {The answer did not begin in time: the model may be overloaded or still loading.} other {The answer stopped part way.}} Try again.",
  "model.garbled":
    "{host} sent something that is not an answer of a model. Check that the base URL is right and ends in /v1.",
  "model.cut-off": "The answer from {host} broke off before its end. Try again.",
  "model.context-too-long":
    "The question and its passages are too long for {model}. Use fewer passages, shorter instructions or a model that takes more.",
  "model.form-unfit":
    "{model} did not fill in the fields as they are set up, also when asked once more ({problem}). Describe the fields more closely, or choose a model that can be held to a form.",
  "model.form-cut":
    "{model} could not fill in all fields within its longest answer. Raise “Longest answer” in the Model step, or use fewer fields.",
  "model.no-vision":
    "{model} can't see pictures. Choose a model that can in the Model step, or switch off there that it looks at them.",
  "model.content-filter":
    "{host} did not answer because its content filter stopped the request. Ask in other words.",
} as const;
