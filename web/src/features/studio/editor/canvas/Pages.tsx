import { Paper, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../IconButton";
import { useEditor, useEditorState } from "../store";
import { NextPageIcon, PreviousPageIcon } from "./icons";

/** How many pages the selected slide becomes; 1 until that is known. What was known stays while a page is asked for. */
export function usePageCount(found: number | undefined): number {
  const selected = useEditorState((state) => state.selected);
  const [known, setKnown] = useState({ selected, count: 1 });
  useEffect(() => {
    if (found !== undefined) setKnown({ selected, count: found });
  }, [selected, found]);
  return found ?? (known.selected === selected ? known.count : 1);
}

/** A slide that is too full for one page is several in the video: which of them is shown, and the way to the others. */
export function Pages({ count }: { count: number }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const page = useEditorState((state) => state.page);
  if (count < 2) return null;
  return (
    <Paper className="canvas-pages" role="group" aria-label={t("canvas.pages.title")} title={t("canvas.pages.why")}>
      <IconButton label={t("canvas.pages.previous")} isOff={page <= 1} onClick={() => editor.showPage(page - 1)}>
        <PreviousPageIcon />
      </IconButton>
      <Text size="sm" role="status">
        {t("canvas.pages.shown", { page: Math.min(page, count), count })}
      </Text>
      <IconButton label={t("canvas.pages.next")} isOff={page >= count} onClick={() => editor.showPage(page + 1)}>
        <NextPageIcon />
      </IconButton>
    </Paper>
  );
}
