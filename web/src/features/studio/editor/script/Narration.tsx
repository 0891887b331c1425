import { Button, Title } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PlusIcon } from "../../../../ui/icons";
import { Trouble } from "../../../../ui/Trouble";
import { addLine, changeLineText, moveLine, removeLine, splitScene } from "../doc/commands";
import { type LineId, newId } from "../doc/document";
import { inOrder } from "../doc/order";
import { usePlayedLine } from "../player/useAt";
import { useEditor, useEditorState, useView } from "../store";
import { LineBelow } from "./LineBelow";
import { LineField } from "./LineField";
import { useCaret } from "./useCaret";
import { useSpeech } from "./useSpeech";

/** What the selected scene says, one field for each sentence. */
export function Narration() {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const played = usePlayedLine();
  const id = useEditorState((state) => state.selected);
  const content = useEditorState((state) => state.document.scenes[id]?.content);
  const lines = useMemo(() => (content === undefined ? [] : inOrder(content.lines)), [content]);
  const wanted = useView((view) => view.wantedLine);
  useCaret(editor);
  const { now, error, listen, stop } = useSpeech();
  const list = useRef<HTMLOListElement>(null);
  /** Where the cursor goes once the field is there. */
  const focusNext = useRef<LineId | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another panel may want the cursor in a line
  useEffect(() => {
    focusNext.current ??= editor.view.getState().wantedLine;
    if (focusNext.current === null) return;
    const field = list.current?.querySelector<HTMLTextAreaElement>(`[data-line="${focusNext.current}"] textarea`);
    if (field == null || lines.length === 0) return;
    focusNext.current = null;
    editor.view.setState({ wantedLine: null });
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [lines, wanted]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another scene is another speech
  useEffect(() => stop, [id, stop]);

  useEffect(() => {
    if (played !== null) list.current?.querySelector(`[data-line="${played}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [played]);

  function add(after: LineId | null) {
    const line = newId();
    focusNext.current = line;
    editor.run(addLine(id, after, line));
  }

  function remove(line: LineId, place: number) {
    focusNext.current = (lines[place - 1] ?? lines[place + 1])?.id ?? null;
    editor.run(removeLine(id, line));
  }

  return (
    <section className="editor-script" aria-labelledby="narration">
      <Title order={2} size="h4" id="narration">
        {t("project.script.title")}
      </Title>
      <Trouble error={error} />
      <ol ref={list} className="editor-lines">
        {lines.map((line, place) => (
          <LineField
            key={line.id}
            line={line}
            place={place}
            count={lines.length}
            isReadOnly={isReadOnly}
            isPlayed={line.id === played}
            speech={now?.id === line.id ? now.phase : null}
            onText={(text) => editor.run(changeLineText(id, line.id, text), line.id)}
            onListen={() => (now?.id === line.id ? stop() : listen(line.id, line.spoken))}
            onAdd={() => add(line.id)}
            onRemove={() => remove(line.id, place)}
            onMove={(direction) => {
              focusNext.current = line.id;
              editor.run(moveLine(id, line.id, direction));
            }}
            onSplit={() => editor.run(splitScene(id, line.id))}
          >
            <LineBelow sceneId={id} line={line} place={place} />
          </LineField>
        ))}
      </ol>
      {!isReadOnly && (
        <Button
          className="editor-add-line"
          variant="subtle"
          size="sm"
          leftSection={<PlusIcon />}
          onClick={() => add(lines.at(-1)?.id ?? null)}
        >
          {t("project.script.add")}
        </Button>
      )}
    </section>
  );
}
