import { Alert, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { inOwnLanguage } from "../../../lib/bilingual";
import { ago } from "../../../lib/time";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Trouble } from "../../../ui/Trouble";
import { numberInWords } from "../phones";
import { HealthCard } from "./HealthCard";
import { NumberTags } from "./NumberTags";
import { channelQuery } from "./queries";
import { SecretsCard } from "./SecretsCard";
import { StandingCard } from "./StandingCard";
import { TemplatesCard } from "./TemplatesCard";
import { TestCard } from "./TestCard";
import { WebhookCard } from "./WebhookCard";

interface Props {
  id: string;
  verifyToken: string | undefined;
  onClose: () => void;
}

/** One number: what is to be done until it works, in order, and what can be done with it. */
export function NumberPanel({ id, verifyToken, onClose }: Props) {
  const { t } = useTranslation("numbers");
  const { data: channel, error } = useQuery(channelQuery(id));
  const back = (
    <Button variant="default" onClick={onClose}>
      {t("back")}
    </Button>
  );
  if (channel === undefined) {
    return (
      <Page title={t("title")} actions={back}>
        {error === null ? <Loading /> : <Trouble error={error} />}
      </Page>
    );
  }
  const facts = [
    channel.phone && numberInWords(channel.phone),
    channel.heard_at === null ? t("neverHeard") : t("heard", { when: ago(channel.heard_at) }),
  ];
  return (
    <Page title={channel.name} lead={facts.filter(Boolean).join(" · ")} actions={back}>
      <Group gap="xs">
        <NumberTags channel={channel} />
      </Group>
      {channel.trouble !== null && (
        <Alert color="red" title={t("trouble.title", { code: channel.trouble.code })}>
          {inOwnLanguage(channel.trouble)} {t("trouble.since", { when: ago(channel.trouble.at) })}
        </Alert>
      )}
      <WebhookCard channel={channel} verifyToken={verifyToken} />
      <HealthCard channel={channel} />
      <TemplatesCard channel={channel} />
      <TestCard channel={channel} />
      <SecretsCard channel={channel} />
      <StandingCard channel={channel} onRemoved={onClose} />
    </Page>
  );
}
