import { ActionIcon, Popover, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { unreadQuery } from "../../lib/notifications";
import { BellIcon } from "../icons";
import { Loading } from "../Loading";
import "./bell.css";
import { useNews } from "./useNews";

const NotificationPanel = lazy(() => import("./NotificationPanel"));

/** Notifications of the signed-in person. */
export default function Bell() {
  const { t, i18n } = useTranslation("notifications");
  const [isOpen, setOpen] = useState(false);
  const { data: unread = 0 } = useQuery(unreadQuery);
  const heard = useNews();
  const name = unread === 0 ? t("title") : `${t("title")}: ${t("unread", { count: unread })}`;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width="min(400px, calc(100vw - 16px))"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={name}
          title={name}
          onClick={() => setOpen(!isOpen)}
        >
          <BellIcon />
          {unread > 0 && (
            <span className="bell-count" aria-hidden="true">
              {unread > 99 ? "99+" : new Intl.NumberFormat(i18n.language).format(unread)}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <VisuallyHidden role="status">{heard}</VisuallyHidden>
      <Popover.Dropdown p={0} aria-label={t("title")}>
        <Suspense fallback={<Loading />}>
          <NotificationPanel onLeave={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
