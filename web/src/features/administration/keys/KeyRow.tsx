import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { revokeKey } from "../../../api/sdk.gen";
import type { KeyDetails } from "../../../api/types.gen";
import { peopleQuery } from "../../../lib/notifications";
import { ago, day } from "../../../lib/time";
import { Confirm } from "../../../ui/Confirm";
import { Row } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";

export function KeyRow({ apiKey }: { apiKey: KeyDetails }) {
  const { t } = useTranslation("administration");
  const { id, name, user_id, scopes, created_at, expires_at, revoked_at, last_used_at } = apiKey;
  const { data: people } = useQuery(peopleQuery);
  const [isRevoking, setRevoking] = useState(false);
  const queries = useQueryClient();
  const isExpired = expires_at !== null && new Date(expires_at).getTime() < Date.now();
  const isOver = revoked_at !== null || isExpired;
  const facts = [
    people?.get(user_id),
    t("keys.made", { day: day(created_at) }),
    last_used_at === null ? t("keys.neverUsed") : t("keys.used", { when: ago(last_used_at) }),
    !isOver && (expires_at === null ? t("keys.noEnd") : t("keys.until", { day: day(expires_at) })),
  ];
  return (
    <Row
      title={
        <>
          {name}
          {revoked_at !== null && <Tag>{t("keys.revoked")}</Tag>}
          {revoked_at === null && isExpired && <Tag tone="warning">{t("keys.expired")}</Tag>}
        </>
      }
      text={
        <>
          <div>{facts.filter(Boolean).join(" · ")}</div>
          <div>{scopes.map((scope) => t(`permissions.${scope.replace(":", ".")}`, scope)).join(", ")}</div>
        </>
      }
      actions={
        !isOver && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setRevoking(true)}
            aria-label={`${t("keys.revoke")}: ${name}`}
          >
            {t("keys.revoke")}
          </Button>
        )
      }
    >
      {isRevoking && (
        <Confirm
          title={t("keys.ask.title", { name })}
          text={t("keys.ask.text")}
          deed={t("keys.revoke")}
          act={async () => {
            await revokeKey({ path: { key_id: id }, throwOnError: true });
            await queries.invalidateQueries({ queryKey: ["api-keys"] });
          }}
          onClose={() => setRevoking(false)}
        />
      )}
    </Row>
  );
}
