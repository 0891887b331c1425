import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ChannelDetails } from "../../../api/types.gen";
import { ago } from "../../../lib/time";
import { Row } from "../../../ui/Rows";
import { numberInWords } from "../phones";
import { NumberTags } from "./NumberTags";

export function NumberRow({ channel, onOpen }: { channel: ChannelDetails; onOpen: () => void }) {
  const { t } = useTranslation("numbers");
  const { name, phone, heard_at } = channel;
  const heard = heard_at === null ? t("neverHeard") : t("heard", { when: ago(heard_at) });
  return (
    <Row
      title={
        <>
          {name} <NumberTags channel={channel} />
        </>
      }
      text={[phone === null ? t("phoneUnknown") : numberInWords(phone), heard].join(" · ")}
      actions={
        <Button size="xs" variant="default" onClick={onOpen} aria-label={`${t("open")}: ${name}`}>
          {t("open")}
        </Button>
      }
    />
  );
}
