import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState";
import { PlusIcon } from "../../../ui/icons";
import { Page } from "../../../ui/Page";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { NewNoticeDialog } from "./NewNoticeDialog";
import { NoticeRow } from "./NoticeRow";
import { noticesQuery } from "./queries";
import "./notices.css";

const WATCH_MS = 2000;

/** What regions were told of outages, and telling them. */
export default function NoticesPage() {
  const { t } = useTranslation("support");
  const [isWriting, setWriting] = useState(false);
  const notices = useInfiniteQuery({
    ...noticesQuery,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => state === "running")) ? WATCH_MS : false,
  });
  const add = (
    <Button leftSection={<PlusIcon />} onClick={() => setWriting(true)}>
      {t("notices.new")}
    </Button>
  );
  return (
    <Page title={t("notices.title")} lead={t("notices.lead")} actions={add}>
      <Pages
        query={notices}
        empty={
          <EmptyState title={t("notices.empty.title")} text={t("notices.empty.text")}>
            {add}
          </EmptyState>
        }
      >
        {(items) => (
          <Rows label={t("notices.title")}>
            {items.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </Rows>
        )}
      </Pages>
      {isWriting && <NewNoticeDialog onClose={() => setWriting(false)} />}
    </Page>
  );
}
