/** Texts of `errors.<code>` for failures that only the browser knows of, and for those nobody foresaw. */
export const clientErrors = {
  "client.offline":
    "Groundwork could not be reached. Your connection may be down, or the server is restarting. Check the connection and try again.",
  "client.upload-cancelled": "The upload was stopped. Nothing was stored. Upload the file again.",
  "client.file-changed":
    "This file can’t be read any more. It was changed, moved or deleted since you chose it. Choose it again.",
  "client.file-too-large":
    "This file is larger than {gigabytes, number} GB, the most that can be uploaded. Split it and upload the parts.",
  "client.not-saved":
    "Your latest changes are not saved yet. A question is answered by what is saved. Try again in a moment; they are kept in this browser until then.",
  "client.unknown":
    "Something went wrong in Groundwork itself. Nothing you entered caused it. Try again; if it happens again, tell your administrator.",
} as const;
