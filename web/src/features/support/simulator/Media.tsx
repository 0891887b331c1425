import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SeenFile } from "../../../api/types.gen";
import { saveFile } from "../../../lib/save";
import { DocumentIcon } from "../../../ui/mediaIcons";
import { fileQuery } from "./queries";

interface Props {
  file: SeenFile;
  kind: string;
}

/** The file of a message: seen, heard, or opened. */
export function Media({ file, kind }: Props) {
  const { t } = useTranslation("simulator");
  const { data, isError } = useQuery(fileQuery(file.media_id));
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  const name = file.name ?? t(`kinds.${kind}`, kind);
  if (isError) return <p>{t("fileGone")}</p>;
  if (data === undefined || url === null) return <Loader size="sm" aria-label={name} />;
  if (kind === "image" || kind === "sticker") return <img className="bubble-picture" src={url} alt={name} />;
  // biome-ignore lint/a11y/useMediaCaption: what a customer said has no captions
  if (kind === "audio") return <audio controls src={url} aria-label={name} />;
  // biome-ignore lint/a11y/useMediaCaption: what a customer filmed has no captions
  if (kind === "video") return <video className="bubble-picture" controls src={url} aria-label={name} />;
  return (
    <button type="button" className="bubble-document" onClick={() => saveFile(name, data)}>
      <DocumentIcon />
      <span>{name}</span>
    </button>
  );
}
