import { Button, Select } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMembers } from "../../../api/sdk.gen";
import type { MemberDetails } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";
import { useMay } from "../../../lib/permissions";
import { accountQuery } from "../../../lib/session";
import { EmptyState } from "../../../ui/EmptyState";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { Section } from "../Section";
import { MemberRow } from "./MemberRow";
import { ROLES, type Role } from "./roles";

interface Filters {
  role: Role | null;
  state: "active" | "suspended" | null;
  sort: "name" | "created_at" | "-created_at";
}

const membersQuery = ({ role, state, sort }: Filters) =>
  pagesQuery<MemberDetails>(["members", role, state, sort], (cursor, signal) =>
    listMembers({
      query: { cursor, sort, ...(role && { role }), ...(state && { state }) },
      signal,
      throwOnError: true,
    }),
  );

export default function MembersPage() {
  const { t } = useTranslation(["administration", "common"]);
  const [filters, setFilters] = useState<Filters>({ role: null, state: null, sort: "name" });
  const manages = useMay("members:manage");
  const { data: account } = useQuery(accountQuery);
  const query = useInfiniteQuery(membersQuery(filters));
  const set = (change: Partial<Filters>) => setFilters((now) => ({ ...now, ...change }));
  const option = (group: string) => (value: string) => ({ value, label: t(`members.${group}.${value}`) });
  return (
    <Section
      area="members"
      actions={
        manages && (
          <Button component={Link} to="/administration/invitations">
            {t("invitations.invite")}
          </Button>
        )
      }
    >
      <div className="filters">
        <Select
          label={t("members.role")}
          placeholder={t("all")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          value={filters.role}
          onChange={(role) => set({ role: role as Role | null })}
        />
        <Select
          label={t("members.state")}
          placeholder={t("all")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          data={["active", "suspended"].map(option("states"))}
          value={filters.state}
          onChange={(state) => set({ state: state as Filters["state"] })}
        />
        <Select
          label={t("members.sort")}
          allowDeselect={false}
          data={["name", "created_at", "-created_at"].map(option("sorts"))}
          value={filters.sort}
          onChange={(sort) => set({ sort: (sort ?? "name") as Filters["sort"] })}
        />
      </div>
      <Pages query={query} empty={<EmptyState title={t("members.none")} />}>
        {(items) => (
          <Rows label={t("members.title")}>
            {items.map((member) => (
              <MemberRow key={member.id} member={member} account={account ?? null} manages={manages} />
            ))}
          </Rows>
        )}
      </Pages>
    </Section>
  );
}
