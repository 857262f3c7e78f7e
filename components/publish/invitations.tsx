"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { useErrorToast } from "@/components/ui/use-error-toast";
import type { HostedChannel } from "@/lib/publication/settings";
import { useTRPC } from "@/lib/trpc/client";
import { ShownOnce } from "./shown-once";
import { useOf } from "./use-publication";

/** The people who have a link of their own to the page. */
export function Invitations({ channel }: { channel: HostedChannel }) {
  const t = useTranslations("publish.invite");
  const of = useOf();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(trpc.publication.invitations.pathFilter());
  const onError = useErrorToast();
  const people = useQuery(trpc.publication.invitations.queryOptions(of));
  const invite = useMutation(
    trpc.publication.invite.mutationOptions({ onSuccess: refresh, onError }),
  );
  const uninvite = useMutation(
    trpc.publication.uninvite.mutationOptions({ onSuccess: refresh, onError }),
  );
  const [email, setEmail] = useState("");
  const made = invite.data && { email: invite.variables.email, url: invite.data.url };
  return (
    <div className="space-y-4">
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate({ ...of, email, channel }, { onSuccess: () => setEmail("") });
        }}
      >
        <Field label={t("email")} help={t("help")} className="grow">
          <Input
            type="email"
            required
            maxLength={254}
            value={email}
            autoComplete="off"
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="mt-6.5"
          busy={invite.isPending}
          disabled={!/^\S+@\S+\.\S+$/.test(email)}
        >
          {t("action")}
        </Button>
      </form>
      {people.error && <ErrorNotice error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && people.data.length > 0 && (
        <ul className="rounded-card border bg-surface">
          {people.data.map((person) => (
            <li
              key={person.id}
              className="flex min-h-11 items-center justify-between gap-3 border-b py-1 pr-2 pl-4 last:border-b-0"
            >
              <span className="min-w-0 truncate">{person.email}</span>
              <span className="flex items-center gap-2 text-xs whitespace-nowrap text-ink-2">
                {person.usedAt ? (
                  <>
                    {t("used")} <RelativeTime date={person.usedAt} />
                  </>
                ) : (
                  t("unused")
                )}
                <IconButton
                  icon={X}
                  label={t("remove", { email: person.email })}
                  onClick={() => uninvite.mutate({ ...of, id: person.id })}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      {made && (
        <ShownOnce
          title={t("madeTitle", { email: made.email })}
          body={t("madeBody")}
          label={t("link")}
          value={new URL(made.url, window.location.origin).href}
          onClose={() => invite.reset()}
        />
      )}
    </div>
  );
}
