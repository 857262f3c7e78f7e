/** Texts of `errors.<code>` for failures of runs and their nodes: what happened, why, what to do. */
export const engineErrors = {
  "run.stopped": "The run was stopped.",
  "run.not-runnable":
    "This workflow can't run yet: it has {count, plural, one {# problem} other {# problems}}. Open the list of problems to mend {count, plural, one {it} other {them}}.",
  "run.without-answer":
    "The workflow came to its end without an answer, because no Answer node was reached. Connect every branch to an Answer.",
  "run.over-steps":
    "The run was stopped after {limit, number} steps, the most one question may take. Make the workflow smaller.",
  "run.over-time":
    "The run was stopped after {limit, number} seconds, the longest one question may take. Try again, or use a faster model.",
  "run.over-tokens":
    "The run was stopped after {limit, number} tokens, the most one question may use. Pass fewer passages to the model.",
  "run.over-bytes":
    "The run was stopped because its nodes handed on more data than one question may use. Pass on fewer passages.",
  "node.timeout":
    "{node} took longer than {seconds, plural, one {# second} other {# seconds}} and was stopped. Try again; if it keeps happening, what it calls is too slow or down.",
  "node.unexpected":
    "This node failed in a way nobody foresaw. Try again; the details are in the server's log.",
  "node.not-installed":
    "Nodes of the type {type} can't be run by this installation. Update Groundwork or replace the node.",
  "node.params-invalid":
    "{node} was given a value for “{field}” that it can't use. Check what the field refers to.",
  "node.store-not-chosen":
    "The Vector store has nothing to search, because no knowledge is chosen. Choose it in the node's settings.",
  "node.filter-incomplete":
    "The Vector store does not know which documents to search, because one of its conditions is not complete. Complete it in the node's settings, or delete it.",
} as const;
