"use client";

import { signIn } from "next-auth/react";
import { decodeSignInError, type SignInError } from "@/lib/auth/sign-in-error";

export interface Credentials {
  email: string;
  password: string;
}

/** Starts a session. Resolves to null when it worked, else to why not. */
export async function startSession(credentials: Credentials): Promise<SignInError | null> {
  const result = await signIn("credentials", { ...credentials, redirect: false });
  if (result?.ok && !result.error) return null;
  return decodeSignInError(result?.error ?? "");
}
