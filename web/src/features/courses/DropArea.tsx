import "./dropArea.css";
import { Button, Stack, Text } from "@mantine/core";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { UploadIcon } from "../../ui/icons";
import { COURSE_SUFFIX, DOCUMENT_SUFFIXES } from "./accepted";

interface Props {
  title: string;
  text?: string;
  button?: string;
  isSmall?: boolean;
  /** Also a course file with its pictures and sounds. */
  takesCourses?: boolean;
  onFiles: (files: File[]) => void;
  children?: ReactNode;
}

/** Takes files by dropping, and by a button for all who do not drag. */
export function DropArea({ title, text, button, isSmall = false, takesCourses = false, onFiles, children }: Props) {
  const { t } = useTranslation("courses");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way in; the button inside is the other.
    <div
      className={`drop-area${isOver ? " is-over" : ""}${isSmall ? " is-small" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      <Stack align="center" gap="sm" maw={520}>
        <span className="drop-icon">
          <UploadIcon />
        </span>
        <Text component="h2" fw={650} fz={isSmall ? "md" : "xl"} ta="center" m={0}>
          {title}
        </Text>
        {text !== undefined && (
          <Text c="dimmed" ta="center">
            {text}
          </Text>
        )}
        <Button
          size={isSmall ? "sm" : "md"}
          variant={isSmall ? "default" : "filled"}
          onClick={() => input.current?.click()}
        >
          {button ?? t("drop.choose")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple={takesCourses}
          // Pictures and sounds are chosen together with the course that names them.
          accept={takesCourses ? undefined : DOCUMENT_SUFFIXES.join(",")}
          aria-label={takesCourses ? `${title} (${COURSE_SUFFIX})` : title}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = "";
            if (files.length > 0) onFiles(files);
          }}
        />
        {children}
      </Stack>
    </div>
  );
}
