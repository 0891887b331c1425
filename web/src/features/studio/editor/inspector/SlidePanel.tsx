import { Stack, Textarea, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PlacePanel } from "../canvas/PlacePanel";
import { changeChapter, changeSlide } from "../doc/commands";
import type { Slide } from "../doc/document";
import { useEditor, useEditorState } from "../store";
import { LONG_TEXTS, listsOf, textsOf, withHeading, withItems, withText } from "./fields";
import { ItemList } from "./ItemList";
import { KindAndLook } from "./KindAndLook";

/** What the selected scene's slide says, and the chapter that begins with it. */
export function SlidePanel() {
  const { t } = useTranslation("studio");
  const editor = useEditor();
  const id = useEditorState((state) => state.selected);
  const content = useEditorState((state) => state.document.scenes[id]?.content);
  if (content === undefined) return <aside className="editor-panel" aria-label={t("project.slide.title")} />;
  const { slide, chapter } = content;
  const change = (changed: Slide, field: string | null) =>
    editor.run(changeSlide(id, changed), field === null ? null : `${id} ${field}`);
  const lists = listsOf(slide);
  return (
    <aside className="editor-panel" aria-labelledby="slide">
      <Stack gap="sm" key={id}>
        <Title order={2} size="h4" id="slide">
          {t("project.slide.title")}
        </Title>
        <PlacePanel />
        {textsOf(slide).map(([name, text]) => {
          const Field = LONG_TEXTS.has(name) ? Textarea : TextInput;
          return (
            <Field
              key={name}
              label={t(`project.slide.fields.${name}`)}
              value={text}
              {...(Field === Textarea ? { autosize: true, minRows: 3 } : {})}
              onChange={(event) => change(withText(slide, name, event.currentTarget.value), name)}
            />
          );
        })}
        {lists.map(({ name, heading, items }) => (
          <Stack key={name} gap={6}>
            {heading !== null && (
              <TextInput
                label={t(`project.slide.headings.${name}`)}
                value={heading}
                onChange={(event) => change(withHeading(slide, name, event.currentTarget.value), `${name} heading`)}
              />
            )}
            <ItemList
              label={t(`project.slide.lists.${name}`)}
              items={items}
              onChange={(changed, at) => change(withItems(slide, name, changed), at === null ? null : `${name} ${at}`)}
            />
          </Stack>
        ))}
        <KindAndLook id={id} content={content} />
        <TextInput
          label={t("project.slide.chapter")}
          description={t("project.slide.chapterHint")}
          value={chapter ?? ""}
          maxLength={300}
          onChange={(event) => editor.run(changeChapter(id, event.currentTarget.value || null), `${id} chapter`)}
        />
      </Stack>
    </aside>
  );
}
