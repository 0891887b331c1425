import { useTranslation } from "react-i18next";
import type { ChannelDetails } from "../../../api/types.gen";
import { Tag } from "../../../ui/Tag";

/** How a number stands, in a word or two. */
export function NumberTags({ channel }: { channel: ChannelDetails }) {
  const { t } = useTranslation("numbers");
  const { kind, state, trouble, verified_at } = channel;
  return (
    <>
      {kind === "simulator" && <Tag>{t("simulator")}</Tag>}
      {state === "paused" && <Tag tone="warning">{t("paused")}</Tag>}
      {trouble !== null && <Tag tone="bad">{t("troubled")}</Tag>}
      {verified_at === null && <Tag tone="news">{t("unverified")}</Tag>}
      {state === "active" && trouble === null && verified_at !== null && <Tag tone="good">{t("active")}</Tag>}
    </>
  );
}
