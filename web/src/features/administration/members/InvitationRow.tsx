import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resend, revoke } from "../../../api/sdk.gen";
import type { InvitationDetails } from "../../../api/types.gen";
import { peopleQuery } from "../../../lib/notifications";
import { ago, dayAndTime } from "../../../lib/time";
import { Confirm } from "../../../ui/Confirm";
import { Row } from "../../../ui/Rows";
import { Tag, type Tone } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";

type Shown = InvitationDetails["state"] | "expired";
const TONES: Record<Shown, Tone> = { pending: "news", accepted: "good", revoked: "plain", expired: "warning" };

export function InvitationRow({ invitation }: { invitation: InvitationDetails }) {
  const { t } = useTranslation("administration");
  const { id, email, role, invited_by, created_at, expires_at } = invitation;
  const [isRevoking, setRevoking] = useState(false);
  const queries = useQueryClient();
  const { data: people } = useQuery(peopleQuery);
  const again = () => queries.invalidateQueries({ queryKey: ["invitations"] });
  const target = { path: { invitation_id: id }, throwOnError: true as const };
  const sending = useMutation({ mutationFn: () => resend(target), onSettled: again });
  const isPending = invitation.state === "pending";
  const shown: Shown = isPending && new Date(expires_at).getTime() < Date.now() ? "expired" : invitation.state;
  const author = people?.get(invited_by ?? "");
  return (
    <Row
      title={
        <>
          {email}
          <Tag tone={TONES[shown]}>{t(`invitations.states.${shown}`)}</Tag>
        </>
      }
      text={[
        t(`roles.${role}`),
        author === undefined
          ? t("invitations.sent", { when: ago(created_at) })
          : t("invitations.sentBy", { when: ago(created_at), author }),
        isPending && t("invitations.until", { when: dayAndTime(expires_at) }),
      ]
        .filter(Boolean)
        .join(" · ")}
      actions={
        isPending && (
          <>
            <Button
              size="xs"
              variant="default"
              loading={sending.isPending}
              onClick={() => sending.mutate()}
              aria-label={`${t("invitations.resend")}: ${email}`}
            >
              {t("invitations.resend")}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => setRevoking(true)}
              aria-label={`${t("invitations.revoke")}: ${email}`}
            >
              {t("invitations.revoke")}
            </Button>
          </>
        )
      }
    >
      <Trouble error={sending.error} />
      <div role="status">{sending.isSuccess && t("invitations.resent")}</div>
      {isRevoking && (
        <Confirm
          title={t("invitations.ask.title", { email })}
          text={t("invitations.ask.text")}
          deed={t("invitations.revoke")}
          act={() => revoke(target).finally(again)}
          onClose={() => setRevoking(false)}
        />
      )}
    </Row>
  );
}
