import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState";
import { PlusIcon } from "../../../ui/icons";
import { Page } from "../../../ui/Page";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { ConnectDialog } from "./ConnectDialog";
import { NumberPanel } from "./NumberPanel";
import { NumberRow } from "./NumberRow";
import { channelsQuery } from "./queries";

interface Opened {
  id: string;
  /** Of a number that was connected just now: it cannot be read again. */
  verifyToken?: string;
}

/** The numbers on WhatsApp by which customers are served. */
export default function NumbersPage() {
  const { t } = useTranslation("numbers");
  const query = useInfiniteQuery(channelsQuery);
  const [isConnecting, setConnecting] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  if (opened !== null) {
    return <NumberPanel id={opened.id} verifyToken={opened.verifyToken} onClose={() => setOpened(null)} />;
  }
  const connect = (
    <Button leftSection={<PlusIcon />} onClick={() => setConnecting(true)}>
      {t("connect")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={connect}>
      <Pages
        query={query}
        empty={
          <EmptyState title={t("none.title")} text={t("none.text")}>
            {connect}
          </EmptyState>
        }
      >
        {(items) => (
          <Rows label={t("title")}>
            {items.map((channel) => (
              <NumberRow key={channel.id} channel={channel} onOpen={() => setOpened({ id: channel.id })} />
            ))}
          </Rows>
        )}
      </Pages>
      {isConnecting && (
        <ConnectDialog
          onClose={() => setConnecting(false)}
          onConnected={(id, verifyToken) => {
            setConnecting(false);
            setOpened({ id, verifyToken });
          }}
        />
      )}
    </Page>
  );
}
