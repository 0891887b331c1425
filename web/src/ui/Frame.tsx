import { AppShell, Box, Button, Group, Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { signOut } from "../api/sdk.gen";
import { accountQuery } from "../lib/session";
import { Brand } from "./Brand";
import { PersonIcon } from "./icons";
import { Switches } from "./Switches";

/** What stands around every page for people who are signed in. */
export default function Frame() {
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
    <AppShell header={{ height: 60 }}>
      <a className="skip-link" href="#content">
        {t("frame.skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Link to="/" aria-label={t("frame.home")} style={{ textDecoration: "none", color: "inherit" }}>
            <Brand />
          </Link>
          <Group gap={4} wrap="nowrap">
            <Switches />
            <Menu position="bottom-end" width={240}>
              <Menu.Target>
                <Button
                  variant="subtle"
                  color="gray"
                  px="xs"
                  leftSection={<PersonIcon />}
                  aria-label={t("frame.account")}
                >
                  <Box component="span" visibleFrom="sm">
                    {account?.name}
                  </Box>
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{account?.email}</Menu.Label>
                <Menu.Item onClick={() => void leave()}>{t("frame.signOut")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
