import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { env, type EncryptionKey } from "@/lib/config/env";
import { AppError } from "@/lib/errors/app-error";

/** Where a secret is stored. It is authenticated with the secret, so a row copied to another place won't open. */
export interface SecretPlace {
  readonly workspaceId: string;
  readonly recordId: string;
  readonly field: string;
}

export interface SigningKey {
  /** Of the key-encryption key that it is derived from. */
  readonly id: string;
  readonly key: KeyObject;
}

export interface Vault {
  /** Id of the key-encryption key that seals now. Throws `crypto.missing-key` when there is none. */
  currentKeyId(): string;
  /** Encrypts for storage; the same text gives another result each time. */
  seal(text: string, place: SecretPlace): string;
  /** Throws `crypto.unreadable` (tampered, moved, wrong key) or `crypto.missing-key`. */
  open(sealed: string, place: SecretPlace): string;
  /**
   * Wraps the secret's own key with the current key-encryption key; the ciphertext stays as it is. Returns its
   * argument when nothing needs doing, so it can run over every row again and again.
   */
  rewrap(sealed: string, place: SecretPlace): string;
  /**
   * A key to sign with, derived for one purpose from the current key-encryption key, or from the one with that id. Throws
   * `crypto.missing-key` where it isn't there.
   */
  signingKey(purpose: string, keyId?: string): SigningKey;
}

const VERSION = "v1";
const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Envelope encryption with AES-256-GCM: a random key per secret, wrapped by a named key-encryption key. Stored form:
 * `v1.kekId.wrappedKey.ciphertext`, each part base64url of iv ‖ ciphertext ‖ tag. `keys[0]` seals; all of them open.
 */
export function createVault(keys: readonly EncryptionKey[]): Vault {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const derived = new Map<string, SigningKey>();

  function current(): EncryptionKey {
    const [first] = keys;
    if (!first) throw new AppError("crypto.missing-key", "internal", { params: { keyId: "" } });
    return first;
  }

  function unwrap(envelope: Envelope, aad: Buffer): Buffer {
    const key = byId.get(envelope.keyId);
    if (!key) {
      throw new AppError("crypto.missing-key", "internal", { params: { keyId: envelope.keyId } });
    }
    return decrypt(envelope.wrappedKey, key.bytes, aad);
  }

  return {
    currentKeyId: () => current().id,
    seal(text, place) {
      const aad = placeBytes(place);
      const secretKey = randomBytes(32);
      return write({
        keyId: current().id,
        wrappedKey: encrypt(secretKey, current().bytes, aad),
        ciphertext: encrypt(Buffer.from(text, "utf8"), secretKey, aad),
      });
    },
    open(sealed, place) {
      const envelope = read(sealed);
      const aad = placeBytes(place);
      return decrypt(envelope.ciphertext, unwrap(envelope, aad), aad).toString("utf8");
    },
    rewrap(sealed, place) {
      const envelope = read(sealed);
      const key = current();
      if (envelope.keyId === key.id) return sealed;
      const aad = placeBytes(place);
      const wrappedKey = encrypt(unwrap(envelope, aad), key.bytes, aad);
      return write({ ...envelope, keyId: key.id, wrappedKey });
    },
    signingKey(purpose, keyId = current().id) {
      const key = byId.get(keyId);
      if (!key) throw new AppError("crypto.missing-key", "internal", { params: { keyId } });
      const name = `${keyId}|${purpose}`;
      const known = derived.get(name);
      if (known) return known;
      const bytes = hkdfSync("sha256", key.bytes, "", `groundwork signing|${purpose}`, 32);
      const made = { id: keyId, key: createSecretKey(new Uint8Array(bytes)) };
      derived.set(name, made);
      return made;
    },
  };
}

let shared: Vault | undefined;

/** The vault over the keys of this process's environment. */
export function vault(): Vault {
  shared ??= createVault(env().encryptionKeys);
  return shared;
}

interface Envelope {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly ciphertext: Buffer;
}

function write({ keyId, wrappedKey, ciphertext }: Envelope): string {
  return [VERSION, keyId, wrappedKey.toString("base64url"), ciphertext.toString("base64url")].join(
    ".",
  );
}

function read(sealed: string): Envelope {
  const [version, keyId, wrappedKey, ciphertext, ...rest] = sealed.split(".");
  if (version !== VERSION || !keyId || !wrappedKey || !ciphertext || rest.length > 0)
    throw unreadable();
  return {
    keyId,
    wrappedKey: Buffer.from(wrappedKey, "base64url"),
    ciphertext: Buffer.from(ciphertext, "base64url"),
  };
}

function encrypt(plain: Uint8Array, key: Uint8Array, aad: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(box: Buffer, key: Uint8Array, aad: Buffer): Buffer {
  if (box.length < IV_BYTES + TAG_BYTES) throw unreadable();
  const tagStart = box.length - TAG_BYTES;
  try {
    // Without authTagLength Node accepts shorter tags, which can be forged.
    const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(aad);
    decipher.setAuthTag(box.subarray(tagStart));
    return Buffer.concat([decipher.update(box.subarray(IV_BYTES, tagStart)), decipher.final()]);
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Ids never hold "|"; one that does could make two places look alike. */
function placeBytes({ workspaceId, recordId, field }: SecretPlace): Buffer {
  const parts = [workspaceId, recordId, field];
  if (parts.some((part) => part === "" || part.includes("|"))) {
    throw new Error("A secret's place needs three non-empty parts without '|'.");
  }
  return Buffer.from(parts.join("|"), "utf8");
}

function unreadable(cause?: unknown): AppError {
  return new AppError("crypto.unreadable", "internal", { cause });
}
