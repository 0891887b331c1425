import { Button, Menu, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeMember, removeMember } from "../../../api/sdk.gen";
import type { AccountDetails, MemberDetails } from "../../../api/types.gen";
import { accountQuery } from "../../../lib/session";
import { day } from "../../../lib/time";
import { Confirm } from "../../../ui/Confirm";
import { Row } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { type Role, rolesGivenBy } from "./roles";

interface Props {
  member: MemberDetails;
  account: AccountDetails | null;
  manages: boolean;
}

export function MemberRow({ member, account, manages }: Props) {
  const { t } = useTranslation(["administration", "common"]);
  const { id, name, email, role, state, created_at, version } = member;
  const [asked, setAsked] = useState<"suspend" | "remove" | null>(null);
  const queries = useQueryClient();
  // Two people may have the same name.
  const who = `${name}, ${email}`;
  const isSelf = member.user_id === account?.id;
  const may = manages && (role !== "owner" || account?.role === "owner");
  const target = { path: { member_id: id }, headers: { "If-Match": `"${version}"` }, throwOnError: true as const };

  async function again() {
    await queries.invalidateQueries({ queryKey: ["members"] });
    if (isSelf) await queries.invalidateQueries({ queryKey: accountQuery.queryKey });
  }
  const changing = useMutation({
    mutationFn: (body: { role?: Role; state?: MemberDetails["state"] }) => changeMember({ ...target, body }),
    // Also where it failed: somebody else may have changed it meanwhile.
    onSettled: again,
  });
  const acts = {
    suspend: () => changeMember({ ...target, body: { state: "suspended" } }).then(again),
    remove: () => removeMember(target).then(again),
  };

  return (
    <Row
      title={
        <>
          {name}
          {isSelf && <Tag tone="news">{t("members.you")}</Tag>}
          {state === "suspended" && <Tag tone="warning">{t("members.states.suspended")}</Tag>}
        </>
      }
      text={`${email} · ${t("members.since", { day: day(created_at) })}`}
      facts={!may && t(`roles.${role}`)}
      actions={
        may && (
          <>
            <Select
              size="xs"
              w={170}
              aria-label={t("members.roleOf", { name: who })}
              data={rolesGivenBy(account?.role).map((value) => ({ value, label: t(`roles.${value}`) }))}
              allowDeselect={false}
              disabled={changing.isPending}
              value={role}
              onChange={(value) => value !== null && value !== role && changing.mutate({ role: value as Role })}
            />
            <Menu position="bottom-end">
              <Menu.Target>
                <Button size="xs" variant="default" aria-label={t("members.more", { name: who })}>
                  …
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {state === "active" ? (
                  <Menu.Item onClick={() => setAsked("suspend")}>{t("members.suspend")}</Menu.Item>
                ) : (
                  <Menu.Item onClick={() => changing.mutate({ state: "active" })}>{t("members.resume")}</Menu.Item>
                )}
                <Menu.Item onClick={() => setAsked("remove")}>{t("members.remove")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )
      }
    >
      <Trouble error={changing.error} />
      {asked !== null && (
        <Confirm
          title={t(`members.ask.${asked}.title`, { name })}
          text={t(`members.ask.${asked}.text`)}
          deed={t(`members.${asked}`)}
          act={acts[asked]}
          onClose={() => setAsked(null)}
        />
      )}
    </Row>
  );
}
