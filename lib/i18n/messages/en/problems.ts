/** What is wrong with a workflow, by problem code; each says what to do. */
export const problems = {
  "document-invalid":
    "This workflow can't be read. It was probably saved by a newer version of Groundwork.",
  "id-twice": "Two things have the id {id}. Delete one of them.",
  "node-type-unknown":
    "{node} is of a type this installation doesn't have ({type}). Delete it, or add what provides it.",
  "node-version-unknown":
    "{node} was saved by another version of Groundwork and can't be run here. Update Groundwork, or replace the node.",
  "on-error-not-allowed":
    "{node} can't handle failures that way. Choose another under “When this fails”.",
  "default-output-invalid":
    "The value that {node} gives for “{port}” when it fails isn't of the right kind. Enter it again.",
  "leads-nowhere": "Nothing uses what {node} gives. Connect it, or delete it.",
  "branch-unwired":
    "“{port}” of {node} isn't connected, so questions that take this branch get no answer.",
  "port-required": "{node} needs something connected to “{port}”.",
  "param-required": "{node} needs “{field}”. Fill it in.",
  "param-invalid": "This value of {node} isn't of the right kind. Choose it again.",
  "param-too-small": "This must be at least {limit, number}.",
  "param-too-big": "This must be at most {limit, number}.",
  "param-too-long": "This must be at most {limit, number} characters long.",
  "reference-node-missing":
    "{node} mentions {reference}, which is no longer in the workflow. Remove the mention or choose another.",
  "reference-port-missing":
    "{node} mentions “{port}” of {reference}, which has no such output. Remove the mention or choose another.",
  "reference-malformed":
    "{token} in {node} isn't something that can be filled in and stays as it is written.",
  "router-judge-missing": "Choose the model that {node} asks, or let it ask none.",
  "router-band-empty": "“Uncertain up to” must not be below “Uncertain from”.",
  "router-no-topics": "{node} has no topic to sort by. Add one.",
  "router-no-rules": "{node} has no rule to decide by. Add one.",
  "router-route-unnamed": "A branch of {node} has no name. Give it one.",
  "router-route-twice": "Two branches of {node} are the same. Delete one and add it again.",
  "router-topic-empty":
    "Nothing says what the topic “{name}” of {node} is about. Describe it, or give an example.",
  "router-rule-incomplete":
    "The rule “{name}” of {node} isn't complete. Choose a value and what it is compared with.",
  "model-fields-built-in":
    "The built-in model only quotes and can't fill in fields. Choose a connected model.",
  "model-fields-none": "{node} has no field to fill in. Add one.",
  "model-field-name":
    "A field of {node} needs a name that begins with a letter and has only letters, digits and _.",
  "model-field-twice": "Two fields of {node} are called “{name}”. Rename one.",
  "model-field-choices": "The field “{name}” of {node} needs at least two choices.",
  "form-fields-none": "{node} asks for nothing. Add a field.",
  "form-field-name":
    "A field of {node} needs a name that begins with a letter and has only letters, digits and _.",
  "form-field-twice": "Two fields of {node} are called “{name}”. Rename one.",
  "form-field-choices": "The field “{name}” of {node} needs at least two choices.",
  "form-question-unknown": "{token} in the question of {node} is no field of it.",
  "filter-incomplete":
    "A condition of {node} isn't complete. Choose what it compares with, or delete it.",
  "reword-unnamed": "Say which model words the question otherwise, or choose that none does.",
  "refusal-email-invalid": "This isn't an e-mail address. Enter one, such as support@example.com.",
  "refusal-general-unnamed":
    "Say which model answers from general knowledge, or choose that none does.",
  "refusal-link-invalid": "This isn't a web address. Enter one that begins with https://.",
  "edge-twice": "These two are already connected.",
  "edge-to-itself": "{node} can't be connected to itself.",
  "edge-node-missing":
    "This connection leads to {node}, which no longer exists. Delete the connection.",
  "edge-port-missing": "{node} has no “{port}” to connect to. Delete this connection.",
  "types-differ":
    "{source, select, text {Text} message {An answer} passages {Passages} documents {Documents} files {Files} json {Data} number {A number} boolean {A yes or no} other {This}} can't be used where {target, select, text {text is} message {an answer is} passages {passages are} documents {documents are} files {files are} json {data is} number {a number is} boolean {a yes or no is} other {something else is}} expected.",
  "standing-needs-source":
    "“{port}” of {node} takes documents to keep in sync; connect a source to it.",
  cycle:
    "These lead in a circle, so none of them could ever start: {nodes}. Delete one of the connections.",
  "no-input": "Nothing takes the question. Add a Chat input or a Form input.",
  "no-answer": "Nothing is given back. Add an Answer and connect it.",
} as const;
