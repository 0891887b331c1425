import { Button, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listInvitations } from "../../../api/sdk.gen";
import type { InvitationDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";
import { useMay } from "../../../lib/permissions";
import { EmptyState } from "../../../ui/EmptyState";
import { PlusIcon } from "../../../ui/icons";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { Section } from "../Section";
import { InvitationRow } from "./InvitationRow";
import { InviteDialog } from "./InviteDialog";

type State = InvitationDetails["state"];

const invitationsQuery = (state: State | null) =>
  pagesQuery<InvitationDetails>(["invitations", state], (cursor, signal) =>
    listInvitations({ query: { cursor, ...(state && { state }) }, signal, throwOnError: true }),
  );

export default function InvitationsPage() {
  const { t } = useTranslation("administration");
  const [state, setState] = useState<State | null>(null);
  const [isInviting, setInviting] = useState(false);
  const manages = useMay("members:manage");
  const query = useInfiniteQuery({ ...invitationsQuery(state), enabled: manages });
  const invite = (
    <Button leftSection={<PlusIcon />} onClick={() => setInviting(true)}>
      {t("invitations.invite")}
    </Button>
  );
  return (
    <Section area="invitations" actions={invite}>
      <div className="filters">
        <Select
          label={t("invitations.state")}
          placeholder={t("all")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          data={["pending", "accepted", "revoked"].map((value) => ({ value, label: t(`invitations.states.${value}`) }))}
          value={state}
          onChange={(value) => setState(value as State | null)}
        />
      </div>
      <Pages query={query} empty={<EmptyState title={t("invitations.none")} text={t("invitations.noneText")} />}>
        {(items) => (
          <Rows label={t("invitations.title")}>
            {items.map((one) => (
              <InvitationRow key={one.id} invitation={one} />
            ))}
          </Rows>
        )}
      </Pages>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Section>
  );
}
