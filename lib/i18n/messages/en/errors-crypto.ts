/** Texts of `errors.<code>` for failures around stored secrets and passwords. */
export const cryptoErrors = {
  "crypto.missing-key":
    "A stored key can't be read, because the encryption key {keyId} is not configured on this server. Ask your administrator to put it back into GROUNDWORK_ENCRYPTION_KEYS.",
  "crypto.unreadable":
    "A stored key can't be read any more: it was changed outside Groundwork or sealed with another encryption key. Open the connection and enter the key again.",
  "password.too-long": "That password is too long. Use {max} characters or fewer.",
} as const;
