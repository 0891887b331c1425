import { ActionIcon, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { markRead } from "../../api/sdk.gen";
import type { NotificationDetails } from "../../api/types.gen";
import { courseTitleQuery, peopleQuery, subjectOf } from "../../lib/notifications";
import { ago, dayAndTime } from "../../lib/time";
import { TickIcon } from "../icons";
import { Trouble } from "../Trouble";

interface Props {
  notification: NotificationDetails;
  onLeave: () => void;
}

export function OneNotification({ notification, onLeave }: Props) {
  const { t } = useTranslation("notifications");
  const { id, kind, payload, read_at, created_at } = notification;
  const subject = subjectOf(kind, payload);
  const course = useQuery({ ...courseTitleQuery(subject.projectId ?? ""), enabled: subject.projectId !== null });
  const people = useQuery({ ...peopleQuery, enabled: subject.authorId !== null });
  const queries = useQueryClient();
  const reading = useMutation({
    mutationFn: () => markRead({ path: { notification_id: id }, throwOnError: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notifications"] }),
  });
  const author = people.data?.get(subject.authorId ?? "") ?? t("somebody");
  const words = t(subject.words, { course: course.data ?? t("aCourse"), author });
  const isUnread = read_at === null;
  const said = (
    <>
      <Text size="sm" fw={isUnread ? 600 : 400}>
        {words}
      </Text>
      {subject.detail !== null && (
        <Text size="sm" lineClamp={3}>
          {subject.detail}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="time" dateTime={created_at} title={dayAndTime(created_at)}>
        {ago(created_at)}
      </Text>
    </>
  );
  // A course that is gone leads nowhere.
  const place = course.data === null ? null : subject.leadsTo;
  return (
    <li className={isUnread ? "bell-item is-unread" : "bell-item"}>
      {place !== null ? (
        <Link
          to={place.to}
          search={place.search}
          className="bell-words"
          onClick={() => {
            if (isUnread) reading.mutate();
            onLeave();
          }}
        >
          {said}
        </Link>
      ) : (
        <div className="bell-words">{said}</div>
      )}
      {isUnread && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("read", { words })}
          title={t("markRead")}
          loading={reading.isPending}
          onClick={() => reading.mutate()}
        >
          <TickIcon />
        </ActionIcon>
      )}
      <Trouble error={reading.error} />
    </li>
  );
}
