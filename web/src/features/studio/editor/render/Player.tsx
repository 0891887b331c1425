import { Anchor, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RenderDetails, RenderedFile } from "../../../../api/types.gen";
import { Unreachable } from "../../../../lib/http";
import { clock } from "../../../../lib/time";
import { DownloadIcon, SearchIcon } from "../../../../ui/icons";
import { Trouble } from "../../../../ui/Trouble";
import { useEditorState } from "../store";
import { Sharing } from "./Sharing";
import { type Cue, readVtt, search } from "./vtt";

/** The links are signed and change each time a render is read; a player goes on with the first one it was given. */
function useFiles(render: RenderDetails): Map<RenderedFile["kind"], RenderedFile> {
  const [files] = useState(() => new Map(render.files.map((file) => [file.kind, file])));
  return files;
}

function useCues(file: RenderedFile | undefined) {
  return useQuery({
    queryKey: ["cues", file?.sha256],
    enabled: file !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Cue[]> => {
      const answer = await fetch(file?.url ?? "", { signal });
      if (!answer.ok) throw new Unreachable();
      return readVtt(await answer.text());
    },
  });
}

export function Player({ render }: { render: RenderDetails }) {
  const { t } = useTranslation("studio");
  const files = useFiles(render);
  const video = useRef<HTMLVideoElement>(null);
  const captions = useCues(files.get("vtt"));
  const chapters = useCues(files.get("chapters"));
  const language = useEditorState((state) => state.project.language);
  const title = useEditorState((state) => state.document.title);

  function jump(cue: Cue) {
    if (video.current === null) return;
    video.current.currentTime = cue.start;
    void video.current.play();
  }

  return (
    <Stack>
      {/* biome-ignore lint/a11y/useMediaCaption: the track is there whenever the render has captions */}
      <video
        ref={video}
        className="editor-video"
        controls
        preload="metadata"
        src={files.get("video")?.url}
        aria-label={title}
      >
        {files.has("vtt") && (
          <track
            kind="captions"
            src={files.get("vtt")?.url}
            srcLang={language}
            label={t("project.player.captions")}
            default
          />
        )}
        {files.has("chapters") && <track kind="chapters" src={files.get("chapters")?.url} srcLang={language} />}
      </video>
      <Group gap="xs" role="group" aria-label={t("project.player.downloads")}>
        {[...files.values()].map((file) => (
          <Button
            key={file.kind}
            component="a"
            href={file.url}
            download={file.name}
            size="xs"
            variant="default"
            leftSection={<DownloadIcon />}
          >
            {t(`project.player.files.${file.kind}`)}
          </Button>
        ))}
      </Group>
      <Sharing renderId={render.id} />
      <Trouble error={captions.error ?? chapters.error} />
      {(chapters.data ?? []).length > 0 && (
        <section aria-labelledby="chapters">
          <Title order={3} size="h5" id="chapters" mb={4}>
            {t("project.player.chapters")}
          </Title>
          <Cues cues={chapters.data ?? []} onJump={jump} />
        </section>
      )}
      <Transcript cues={captions.data ?? []} onJump={jump} />
    </Stack>
  );
}

interface CuesProps {
  cues: readonly Cue[];
  onJump: (cue: Cue) => void;
}

function Transcript({ cues, onJump }: CuesProps) {
  const { t } = useTranslation("studio");
  const [words, setWords] = useState("");
  const wanted = useDeferredValue(words);
  const found = useMemo(() => search(cues, wanted), [cues, wanted]);
  return (
    <section aria-labelledby="transcript">
      <Title order={3} size="h5" id="transcript" mb={4}>
        {t("project.player.transcript")}
      </Title>
      <TextInput
        type="search"
        aria-label={t("project.player.search")}
        placeholder={t("project.player.search")}
        leftSection={<SearchIcon />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        mb="xs"
      />
      <Text size="sm" c="dimmed" role="status">
        {wanted.trim() !== "" && t("project.player.found", { count: found.length })}
      </Text>
      <Cues cues={found} onJump={onJump} />
    </section>
  );
}

function Cues({ cues, onJump }: CuesProps) {
  return (
    <ol className="editor-cues">
      {cues.map((cue) => (
        <li key={cue.start}>
          <Anchor component="button" type="button" size="sm" className="editor-cue" onClick={() => onJump(cue)}>
            <span className="editor-number">{clock(1000 * cue.start)}</span> <span>{cue.text}</span>
          </Anchor>
        </li>
      ))}
    </ol>
  );
}
