"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { mailStateOf } from "@/components/settings/mail-state";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
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
  const status = useQuery(trpc.mail.status.queryOptions({ workspace: of.workspace }));
  const sends = status.data?.sends ?? null;
  const give = (by: "mail" | "link") =>
    invite.mutate(
      { ...of, email, channel, by },
      {
        onSuccess: ({ url }) => {
          setEmail("");
          if (url === null) toast(t("sent", { email }));
        },
      },
    );
  const url = invite.data?.url ?? null;
  const made = url !== null && { email: invite.variables?.email ?? "", url };
  const incomplete = !/^\S+@\S+\.\S+$/.test(email);
  return (
    <div className="space-y-4">
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          give(sends ? "mail" : "link");
        }}
      >
        <Field
          label={t("email")}
          help={sends !== null && t(sends ? "mailHelp" : "help")}
          className="grow"
        >
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
          disabled={incomplete || sends === null}
        >
          {t("action")}
        </Button>
      </form>
      {sends && (
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2"
          disabled={incomplete || invite.isPending}
          onClick={() => give("link")}
        >
          {t("linkInstead")}
        </Button>
      )}
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
                  t(person.mail ? `mail.${mailStateOf(person.mail)}` : "unused")
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
