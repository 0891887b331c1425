import { UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../actions/useActions";
import { chosenWords } from "../actions/words";
import type { Line, SceneId } from "../doc/document";
import { entriesIn } from "../doc/lexicon";
import { marksOf, saidOf } from "../doc/marks";
import { RestIcon, SaidIcon } from "../icons";
import { useEditor, useEditorState, useView } from "../store";
import { seconds } from "./seconds";

/** How words of a sentence are said and where it rests; each opens what it can be changed with. */
export function WordChips({ sceneId, line }: { sceneId: SceneId; line: Line }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const lexicon = useEditorState((state) => state.document.lexicon);
  const { spoken, id: lineId } = line;
  const marks = useMemo(() => marksOf(spoken.text, spoken.say), [spoken.text, spoken.say]);
  const shared = useMemo(() => Object.entries(entriesIn(saidOf(spoken).text, lexicon)), [spoken, lexicon]);

  function open(dialog: "respell" | "rest", start: number, end: number) {
    editor.view.setState({ dialog, passage: { sceneId, lineId, start, end } });
  }

  const nextWord = (at: number) => spoken.text.slice(at).match(/\S+/u)?.[0] ?? "";
  return (
    <>
      {marks.respellings.map(({ start, end, said }) => {
        const word = spoken.text.slice(start, end);
        return (
          <UnstyledButton
            key={`said${start}`}
            className="line-chip"
            disabled={isReadOnly}
            aria-label={t("chip.said", { word, said: said || t("chip.silent") })}
            onClick={() => open("respell", start, end)}
          >
            <SaidIcon />
            <span className="line-chip-text">
              {word} → {said || t("chip.silent")}
            </span>
          </UnstyledButton>
        );
      })}
      {shared.map(([word, said]) => {
        const start = spoken.text.toLowerCase().indexOf(word.toLowerCase());
        return (
          <UnstyledButton
            key={`shared${word}`}
            className="line-chip is-shared"
            disabled={isReadOnly || start < 0}
            aria-label={t("chip.shared", { word, said })}
            onClick={() => open("respell", start, start + word.length)}
          >
            <SaidIcon />
            <span className="line-chip-text">
              {word} → {said}
            </span>
          </UnstyledButton>
        );
      })}
      {marks.rests.map(({ at, ms }) => (
        <UnstyledButton
          key={`rest${at}`}
          className="line-chip"
          disabled={isReadOnly}
          aria-label={t("chip.rest", { seconds: seconds(ms), word: nextWord(at) })}
          onClick={() => open("rest", at, at)}
        >
          <RestIcon />
          <span className="line-chip-text">
            {seconds(ms)} s › {nextWord(at)}
          </span>
        </UnstyledButton>
      ))}
    </>
  );
}

/** What can be done to the word at the cursor, beside the sentence that it is in. */
export function WordTools({ line }: { line: Line }) {
  const { t } = useTranslation("editor", { keyPrefix: "words" });
  const editor = useEditor();
  const respell = useAction("respell");
  const rest = useAction("rest");
  const isHere = useView((view) => view.caret?.lineId === line.id);
  // Which word it is changes with every move of the cursor.
  useView((view) => (isHere ? view.caret : null));
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  if (!isHere || isReadOnly) return null;
  const word = chosenWords(editor)?.text ?? "";
  return (
    <span className="line-tools" role="toolbar" aria-label={t("tools.title")}>
      {respell.isEnabled && (
        <UnstyledButton className="line-chip is-tool" title={respell.keys} onClick={respell.run}>
          <SaidIcon />
          <span className="line-chip-text">{t("tools.respell", { word })}</span>
        </UnstyledButton>
      )}
      {rest.isEnabled && (
        <UnstyledButton className="line-chip is-tool" title={rest.keys} onClick={rest.run}>
          <RestIcon /> {t("tools.rest")}
        </UnstyledButton>
      )}
    </span>
  );
}
