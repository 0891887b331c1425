import { Anchor, Center, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readShared } from "../../api/sdk.gen";
import type { SharedVideo } from "../../api/types.gen";
import { day } from "../../lib/time";
import { Brand } from "../../ui/Brand";
import { Loading } from "../../ui/Loading";
import { OutsidePage } from "../../ui/OutsidePage";
import { Switches } from "../../ui/Switches";
import { Trouble } from "../../ui/Trouble";
import { useTitle } from "../../ui/useTitle";

/** The addresses of the video are good for an hour or two; they are asked for anew before that. */
const FRESH_MS = 30 * 60_000;

/** A video that somebody shared, for people without an account. The token stays in the address, so that it can be opened again. */
export default function WatchPage() {
  const { t } = useTranslation("watch");
  const [token] = useState(() => fromAddress("token"));
  const { data: video, error } = useQuery({
    queryKey: ["shared", token],
    staleTime: FRESH_MS,
    enabled: token !== "",
    queryFn: async ({ signal }) => (await readShared({ body: { token }, signal, throwOnError: true })).data,
  });
  if (token === "" || error !== null) {
    return (
      <OutsidePage title={t("title")} lead={token === "" ? t("incomplete") : undefined}>
        <Trouble error={error} />
      </OutsidePage>
    );
  }
  return <Watching video={video} />;
}

function Watching({ video }: { video: SharedVideo | undefined }) {
  const { t } = useTranslation("watch");
  useTitle(video?.title ?? t("title"));
  return (
    <>
      <Group component="header" justify="space-between" p="md">
        <Brand />
        <Group gap={4}>
          <Switches />
        </Group>
      </Group>
      <Center component="main" px="md" pb="xl">
        <Stack w="100%" maw={1100}>
          <Title order={1} size="h2" lang={video?.language}>
            {video?.title ?? t("title")}
          </Title>
          {video === undefined ? <Loading /> : <Player video={video} />}
        </Stack>
      </Center>
    </>
  );
}

function Player({ video }: { video: SharedVideo }) {
  const { t } = useTranslation("watch");
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the track is there whenever the video has captions */}
      <video
        controls
        preload="metadata"
        src={at(video.video_url, fromAddress("t"))}
        poster={fromAddress("t") === "" ? (video.poster_url ?? undefined) : undefined}
        aria-label={video.title}
        style={{ inlineSize: "100%", maxBlockSize: "75dvh", background: "#000", borderRadius: 8 }}
      >
        {video.captions_url !== null && (
          <track kind="captions" src={video.captions_url} srcLang={video.language} label={t("captions")} default />
        )}
        {video.chapters_url !== null && <track kind="chapters" src={video.chapters_url} srcLang={video.language} />}
      </video>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t("until", { day: day(video.expires_at) })}
        </Text>
        {video.transcript_url !== null && (
          <Anchor href={video.transcript_url} size="sm">
            {t("transcript")}
          </Anchor>
        )}
      </Group>
    </>
  );
}

/** `token`, and `t`, the second at which the video is to begin: after `#`, so that no server's log has them. */
function fromAddress(name: "token" | "t"): string {
  const value = new URLSearchParams(window.location.hash.slice(1)).get(name) ?? "";
  return name === "token" || /^\d{1,5}(\.\d{1,3})?$/.test(value) ? value : "";
}

/** A media fragment, by which the browser itself goes to that second. */
function at(url: string, seconds: string): string {
  return seconds === "" ? url : `${url}#t=${seconds}`;
}
