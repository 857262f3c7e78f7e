import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import PQueue from "p-queue";
import { AppError } from "@/lib/errors/app-error";

/** Longest password accepted, in characters: beyond it hashing time becomes a way to attack the server. */
export const MAX_PASSWORD_LENGTH = 256;

interface Cost {
  /** log2 of scrypt's N. Memory used is 128 · r · 2^ln bytes: 128 MiB at the present cost. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

const PRESENT: Cost = { ln: 17, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Each hash takes 128 MiB and most of a second of one core; two at a time bounds the memory at 256 MiB and leaves
 * half of Node's four pool threads to file and DNS work. Others wait, so callers must throttle logins before this.
 */
const queue = new PQueue({ concurrency: 2 });

/**
 * Hashes with scrypt (N=2^17, r=8, p=1) and a fresh salt. The result carries its parameters:
 * `$scrypt$ln=17,r=8,p=1$salt$hash`, base64url. Throws `password.too-long`.
 */
export async function hashPassword(password: string): Promise<string> {
  if (password.length > MAX_PASSWORD_LENGTH) {
    throw new AppError("password.too-long", "bad-request", {
      params: { max: MAX_PASSWORD_LENGTH },
    });
  }
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { cost: PRESENT, salt, length: HASH_BYTES });
  const { ln, r, p } = PRESENT;
  return `$scrypt$ln=${String(ln)},r=${String(r)},p=${String(p)}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

/**
 * Compares in constant time. Pass null where there is no such user: the answer is false, after as long as a real
 * comparison takes, so that the time doesn't tell which addresses have an account. Throws when `encoded` is not one
 * of ours, which is a fault of the database and not of the person signing in.
 */
export async function verifyPassword(password: string, encoded: string | null): Promise<boolean> {
  if (password.length > MAX_PASSWORD_LENGTH) return false;
  const stored = encoded === null ? decoy : decode(encoded);
  const hash = await derive(password, { ...stored, length: stored.hash.length });
  return timingSafeEqual(hash, stored.hash) && encoded !== null;
}

/** True when `encoded` was made at another cost; hash the password again at the next successful sign-in. */
export function needsRehash(encoded: string): boolean {
  const { cost } = decode(encoded);
  return cost.ln !== PRESENT.ln || cost.r !== PRESENT.r || cost.p !== PRESENT.p;
}

interface Stored {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const decoy: Stored = {
  cost: PRESENT,
  salt: randomBytes(SALT_BYTES),
  hash: randomBytes(HASH_BYTES),
};

function decode(encoded: string): Stored {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(encoded);
  const [ln = NaN, r = NaN, p = NaN] = match?.slice(1, 4).map(Number) ?? [];
  const [salt, hash] = (match?.slice(4) ?? []).map((part) => Buffer.from(part, "base64url"));
  // The bounds keep a planted row from taking all memory.
  const sane = ln >= 1 && ln <= 20 && r >= 1 && r <= 16 && p >= 1 && p <= 4;
  if (!sane || !salt || hash?.length !== HASH_BYTES)
    throw new Error("Stored password hash is malformed.");
  return { cost: { ln, r, p }, salt, hash };
}

interface Derivation {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly length: number;
}

/** NFKC, because keyboards disagree on how to compose the same letter. */
function derive(password: string, { cost, salt, length }: Derivation): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** cost.ln,
    r: cost.r,
    p: cost.p,
    maxmem: 256 * cost.r * 2 ** cost.ln,
  };
  return queue.add(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize("NFKC"), salt, length, options, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      }),
  );
}
