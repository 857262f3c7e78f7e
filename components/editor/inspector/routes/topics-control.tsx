"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { MAX_EXAMPLES, router, type TopicRoute } from "@/lib/nodes/router/definition";
import type { FieldOf, GroupProps } from "../controls/control";
import { nextPort } from "./next-port";
import { RouteList } from "./route-list";

/** The topics that questions are sorted by: each a branch with a name, a description and examples. */
export function TopicsControl({ field, value, onChange, ...group }: GroupProps<FieldOf<"topics">>) {
  const t = useTranslations("editor.routes");
  const topics = topicsIn(value);
  return (
    <RouteList<TopicRoute>
      {...group}
      addLabel={t("addTopic")}
      routes={topics}
      onChange={(next) => onChange({ [field.key]: [...next] })}
      make={() => ({ port: nextPort("topic", topics), name: "", description: "", examples: [] })}
    >
      {(topic, change) => (
        <>
          <Field label={t("description")}>
            <Textarea
              rows={2}
              value={topic.description}
              maxLength={500}
              placeholder={t("descriptionPlaceholder")}
              disabled={group.disabled}
              onChange={(event) => change({ description: event.target.value })}
            />
          </Field>
          <Field label={t("examples")} help={t("examplesHelp")}>
            <Textarea
              rows={2}
              value={topic.examples.join("\n")}
              disabled={group.disabled}
              onChange={(event) =>
                change({ examples: event.target.value.split("\n").slice(0, MAX_EXAMPLES) })
              }
            />
          </Field>
        </>
      )}
    </RouteList>
  );
}

function topicsIn(value: unknown): readonly TopicRoute[] {
  const parsed = router.params.safeParse({ topics: value });
  return parsed.success ? parsed.data.topics : [];
}
