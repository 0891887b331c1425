import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SlideBoxes, TextBox } from "../../../../api/types.gen";
import { hasLines } from "./texts";

interface Props {
  slide: SlideBoxes;
  box: TextBox;
  text: string;
  /** Of what is written to what is there on the screen. */
  scale: number;
  /** With what is written now; null: as it was. */
  onDone: (text: string | null) => void;
}

/** A text of the picture, written over where it stands and about as large. Enter keeps it, Escape gives up. */
export function TextEditor({ slide, box, text, scale, onDone }: Props) {
  const { t } = useTranslation("editor");
  const [written, setWritten] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  /** Taken away by Escape or Enter, a field loses its focus too. */
  const isDone = useRef(false);

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is as high as it is
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.blockSize = "auto";
    field.current.style.blockSize = `${field.current.scrollHeight}px`;
  }, [written]);

  function end(kept: string | null): void {
    if (isDone.current) return;
    isDone.current = true;
    onDone(kept);
  }

  return (
    <textarea
      ref={field}
      className={`canvas-field ${box.path === "code" ? "is-code" : ""}`}
      aria-label={t("canvas.write")}
      rows={1}
      spellCheck={box.path !== "code"}
      value={written}
      style={{
        left: `${(box.x / slide.width) * 100}%`,
        top: `${(box.y / slide.height) * 100}%`,
        inlineSize: `max(${(box.width / slide.width) * 100}%, 120px)`,
        fontSize: Math.max(box.font_size * scale, 12),
      }}
      onChange={(event) => setWritten(event.currentTarget.value)}
      onBlur={() => end(written)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        event.stopPropagation();
        const isEnter = event.key === "Enter" && (event.ctrlKey || event.metaKey || !hasLines(box.path));
        if (event.key !== "Escape" && !(isEnter && !event.shiftKey)) return;
        event.preventDefault();
        end(event.key === "Escape" ? null : written);
      }}
    />
  );
}
