import "../media/media.css";
import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createTemplate, listTemplates, previewConversion } from "../../../../api/sdk.gen";
import type { TemplateDetails } from "../../../../api/types.gen";
import { Loading } from "../../../../ui/Loading";
import { Trouble } from "../../../../ui/Trouble";
import { newId, type Slide } from "../doc/document";
import { changeLook, convertSlide } from "../doc/kinds";
import { isNewKind, newContent } from "../doc/newScene";
import { inOrder } from "../doc/order";
import { pasteScenes } from "../doc/sceneCommands";
import { type Editor, useEditor, useEditorState } from "../store";

const templatesQuery = queryOptions({
  queryKey: ["templates", "all"],
  staleTime: 30_000,
  queryFn: async ({ signal }) =>
    (await listTemplates({ query: { limit: 200 }, signal, throwOnError: true })).data.items,
});

/** Looks and kinds that were kept for more than one course: applied to the scene, or the beginning of a new one. */
export default function TemplatesPanel() {
  const { t } = useTranslation(["editor", "course"]);
  const { data, error } = useQuery(templatesQuery);
  const kind = useEditorState((state) => state.document.scenes[state.selected]?.content.slide.kind ?? "bullets");
  const own = data?.filter((template) => !template.is_built_in) ?? [];
  const builtIn = data?.filter((template) => template.is_built_in) ?? [];
  return (
    <aside className="editor-panel" aria-labelledby="templates">
      <Stack gap="sm">
        <Title order={2} size="h4" id="templates">
          {t("templates.title")}
        </Title>
        <KeepTemplate />
        <Trouble error={error} />
        {data === undefined && error === null && <Loading />}
        {own.length > 0 && (
          <Title order={3} size="h6">
            {t("templates.own")}
          </Title>
        )}
        <TemplateList templates={own} kind={kind} />
        <Title order={3} size="h6">
          {t("templates.builtIn")}
        </Title>
        <TemplateList templates={builtIn} kind={kind} />
      </Stack>
    </aside>
  );
}

function TemplateList({ templates, kind }: { templates: readonly TemplateDetails[]; kind: Slide["kind"] }) {
  return (
    <ul className="media-list">
      {templates.map((template) => (
        <OneTemplate key={template.id} template={template} kind={template.kind ?? kind} />
      ))}
    </ul>
  );
}

function OneTemplate({ template, kind }: { template: TemplateDetails; kind: Slide["kind"] }) {
  const { t } = useTranslation(["editor", "course", "studio"]);
  const editor = useEditor();
  const applying = useMutation({ mutationFn: () => apply(editor, template) });
  const name = template.is_built_in ? t(`course:looks.${template.look}`) : template.name;
  // There is no sample of the kinds that show a picture of somebody's own.
  const shown = isNewKind(kind) ? kind : "bullets";
  const sample = `/api/v1/templates/${template.id}/preview.png?kind=${shown}&width=320`;

  function begin() {
    if (template.kind === null || !isNewKind(template.kind)) return;
    const { project, selected } = editor.store.getState();
    const content = newContent(template.kind, project.language);
    const look = template.look === project.look ? null : template.look;
    const id = newId();
    editor.run(pasteScenes([{ ...content, rest: { ...content.rest, look } }], selected || null, [id]));
    editor.select(id);
    editor.tell(t("templates.begun", { name }));
  }

  return (
    <li className="template" aria-label={name}>
      <span className="editor-thumbnail">
        <img src={sample} alt="" loading="lazy" decoding="async" />
      </span>
      <Text size="sm" fw={500}>
        {name}
        {template.kind !== null && (
          <Text span size="xs" c="dimmed">
            {` · ${t(`studio:project.slide.kinds.${template.kind}`)}`}
          </Text>
        )}
      </Text>
      <div className="media-deeds">
        <Button size="compact-sm" variant="light" loading={applying.isPending} onClick={() => applying.mutate()}>
          {t("templates.apply")}
        </Button>
        {template.kind !== null && isNewKind(template.kind) && (
          <Button size="compact-sm" variant="default" onClick={begin}>
            {t("templates.begin")}
          </Button>
        )}
      </div>
      <Trouble error={applying.error} />
    </li>
  );
}

/** The look, and the kind where the template names one: one step to undo. */
async function apply(editor: Editor, template: TemplateDetails): Promise<void> {
  const { document, selected, project } = editor.store.getState();
  const content = document.scenes[selected]?.content;
  if (content === undefined) return;
  const look = changeLook(selected, template.look === project.look ? null : template.look);
  if (template.kind === null || template.kind === content.slide.kind) return editor.run(look);
  const lines = inOrder(content.lines).map((line) => line.spoken);
  const body = { slide: content.slide, lines, kind: template.kind };
  const { data } = await previewConversion({ body, throwOnError: true });
  editor.run((now) => look(convertSlide(selected, data.slide, data.lines)(now)));
}

/** What the scene looks like, under a name, for scenes of this and of other courses. */
function KeepTemplate() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const keeping = useMutation({
    mutationFn: () => {
      const { document, selected, project } = editor.store.getState();
      const content = document.scenes[selected]?.content;
      const body = { name: name.trim(), look: content?.rest.look ?? project.look, kind: content?.slide.kind ?? null };
      return createTemplate({ body, throwOnError: true });
    },
    onSuccess: async () => {
      editor.tell(t("templates.kept", { name: name.trim() }));
      setName("");
      await queries.invalidateQueries({ queryKey: ["templates"] });
    },
  });
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") keeping.mutate();
  }
  return (
    <form className="template-keep" onSubmit={onSubmit}>
      <TextInput
        label={t("templates.keep")}
        placeholder={t("templates.name")}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={keeping.isPending} disabled={name.trim() === ""}>
        {t("templates.keepIt")}
      </Button>
      <Trouble error={keeping.error} />
    </form>
  );
}
