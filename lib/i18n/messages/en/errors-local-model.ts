/** Texts of `errors.<code>` for models that run on this machine. */
export const localModelErrors = {
  "local-model.missing":
    "The model {model} is not on this machine. An admin can download it under Models, or choose another way to find passages.",
  "local-model.incomplete":
    "The folder of the model {model} has no file {file}. Add the file, or remove the model under Models and download it again.",
  "local-model.undescribed":
    "Nobody has said how the model {model} is to be used. Put a file {file} into its folder; the guide says what belongs in it.",
  "local-model.damaged":
    "The model {model} can't be opened: its files are damaged or are no text embedding model. Remove it under Models and download it again.",
  "local-model.too-big":
    "The model {model} needs more memory than it may have here, and was stopped. Choose a smaller model.",
  "local-model.unavailable":
    "Models can't run on this machine: the part that runs them does not start. It needs Linux (glibc), Windows or a Mac with Apple silicon. Choose another way to find passages.",
  "local-model.stopped":
    "The process that runs the model ended before it was done. Try again; if it happens again, this machine may have too little memory.",
  "local-model.unknown":
    "There is no model {model} here, and none that could be downloaded. Reload the page to see which there are.",
  "local-model.in-use":
    "The store {store} finds its passages with this model. Change what it uses first, then remove the model.",
  "local-model.in-use-elsewhere":
    "Another workspace on this machine finds passages with this model, so it stays.",
  "local-model.host-answer":
    "{host} did not give the model (status {status}). Try again later; if the address of the host was changed, check it.",
  "local-model.host-lacks":
    "{host} has no file {file} for this model any more. Put the model into the models folder by hand; the guide says how.",
  "local-model.cut-off":
    "The connection to {host} broke off in the middle of {file}. Try again: the download goes on where it stopped.",
  "local-model.checksum":
    "What {host} sent for {file} is not the file it should be, so it was thrown away. Try again; if it happens again, something between here and the host changes files.",
  "local-model.disk-full":
    "There is not enough room on this machine's disk: {megabytes, number} MB are needed. Free some, then try again.",
} as const;
