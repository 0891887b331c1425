import { Button, Group, Switch, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { markAllRead } from "../../api/sdk.gen";
import { notificationsQuery, unreadQuery } from "../../lib/notifications";
import { Pages } from "../Pages";
import { Trouble } from "../Trouble";
import { OneNotification } from "./OneNotification";
import { UnderWay } from "./UnderWay";

export default function NotificationPanel({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation("notifications");
  const [onlyUnread, setOnlyUnread] = useState(false);
  const query = useInfiniteQuery(notificationsQuery(onlyUnread));
  const { data: unread = 0 } = useQuery(unreadQuery);
  const queries = useQueryClient();
  const reading = useMutation({
    mutationFn: () => markAllRead({ throwOnError: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
  return (
    <div className="bell-panel">
      <Group justify="space-between" wrap="nowrap" p="sm" pb={0}>
        <Title order={2} size="h4">
          {t("title")}
        </Title>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={unread === 0}
          loading={reading.isPending}
          onClick={() => reading.mutate()}
        >
          {t("readAll")}
        </Button>
      </Group>
      <Switch
        px="sm"
        py="xs"
        size="sm"
        label={t("onlyUnread")}
        checked={onlyUnread}
        onChange={(event) => setOnlyUnread(event.currentTarget.checked)}
      />
      <Trouble error={reading.error} />
      <UnderWay onLeave={onLeave} />
      <Pages
        query={query}
        empty={
          <Text c="dimmed" p="lg" ta="center">
            {onlyUnread ? t("noneUnread") : t("none")}
          </Text>
        }
      >
        {(items) => (
          <ul className="bell-list">
            {items.map((one) => (
              <OneNotification key={one.id} notification={one} onLeave={onLeave} />
            ))}
          </ul>
        )}
      </Pages>
    </div>
  );
}
