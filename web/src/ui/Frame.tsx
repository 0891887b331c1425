import { AppShell, Box, Burger, Button, Group, Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { signOut } from "../api/sdk.gen";
import { identity } from "../lib/identity";
import { useMay } from "../lib/permissions";
import { accountQuery } from "../lib/session";
import { Brand } from "./Brand";
import { PersonIcon } from "./icons";
import { Switches } from "./Switches";

const Bell = lazy(() => import("./bell/Bell"));
const Toasts = lazy(() => import("./Toasts"));
const IdentityDialog = lazy(() => import("./IdentityDialog"));

/** What stands around every page for people who are signed in. */
export default function Frame() {
  const { t } = useTranslation();
  return (
    <AppShell header={{ height: 56 }}>
      <a className="skip-link" href="#content">
        {t("frame.skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px={{ base: "xs", sm: "md" }} justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="lg" wrap="nowrap">
            <Group gap={4} wrap="nowrap">
              <NarrowNavigation />
              <Link to="/" aria-label={t("frame.home")} className="frame-home">
                <Brand />
              </Link>
            </Group>
            <WideNavigation />
          </Group>
          <Group gap={4} wrap="nowrap">
            <Switches />
            <Suspense fallback={<Box w={34} h={34} />}>
              <Bell />
            </Suspense>
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <Suspense fallback={null}>
        <Toasts />
      </Suspense>
      <Identity />
    </AppShell>
  );
}

function Identity() {
  const answer = useStore(identity, (state) => state.answer);
  return (
    answer !== null && (
      <Suspense fallback={null}>
        <IdentityDialog answer={answer} />
      </Suspense>
    )
  );
}

const AREAS = [
  { to: "/", name: "courses" },
  { to: "/documents", name: "documents" },
  { to: "/library", name: "library" },
  { to: "/brands", name: "brands" },
  { to: "/lexicons", name: "lexicons" },
  { to: "/support", name: "support" },
  { to: "/administration", name: "administration" },
] as const;

function useAreas() {
  const serves = useMay("support:serve");
  const manages = useMay("members:manage");
  const audits = useMay("audit:read");
  const operates = useMay("operations:read");
  // All that is left to the owner of a suspended organisation.
  const owns = useMay("tenant:manage");
  const administers = manages || audits || operates || owns;
  return AREAS.filter(({ name }) => {
    if (name === "support") return serves;
    return name !== "administration" || administers;
  });
}

function WideNavigation() {
  const { t } = useTranslation();
  return (
    <Group component="nav" aria-label={t("frame.navigation")} gap={4} wrap="nowrap" visibleFrom="md">
      {useAreas().map(({ to, name }) => (
        <Link key={to} to={to} className="frame-area" activeOptions={{ exact: to === "/" }}>
          {t(`frame.${name}`)}
        </Link>
      ))}
    </Group>
  );
}

function NarrowNavigation() {
  const { t } = useTranslation();
  const areas = useAreas();
  return (
    <Box hiddenFrom="md">
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Burger size="sm" aria-label={t("frame.menu")} />
        </Menu.Target>
        <Menu.Dropdown>
          {areas.map(({ to, name }) => (
            <Menu.Item key={to} component={Link} to={to}>
              {t(`frame.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Box>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const { data: account } = useQuery(accountQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();

  async function leave() {
    await signOut({ throwOnError: true });
    queries.clear();
    await navigate({ to: "/sign-in" });
  }

  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          leftSection={<PersonIcon />}
          aria-label={`${t("frame.account")}: ${account?.name ?? ""}`}
        >
          <Box component="span" visibleFrom="sm" className="frame-name">
            {account?.name}
          </Box>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account?.email}</Menu.Label>
        <Menu.Item component={Link} to="/account">
          {t("frame.accountPage")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>{t("frame.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
