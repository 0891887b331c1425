import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listTemplates } from "../../../../api/sdk.gen";
import { Dialog } from "../../../../ui/Dialog";
import { newId } from "../doc/document";
import { NEW_KINDS, type NewKind, newContent } from "../doc/newScene";
import { pasteScenes } from "../doc/sceneCommands";
import { useEditor } from "../store";

/** Which kind of scene to begin after the selected one. */
export default function NewSceneDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["editor", "studio"]);
  const editor = useEditor();

  const { look, brand_id } = editor.store.getState().project;
  const { data: template } = useQuery({
    queryKey: ["templates", "built-in", look],
    enabled: brand_id === null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const { data } = await listTemplates({ query: { limit: 200 }, signal, throwOnError: true });
      return data.items.find((known) => known.is_built_in && known.look === look) ?? null;
    },
  });
  /** A sample of the kind as this course would show it. */
  function sample(kind: NewKind): string | undefined {
    const asked = `preview.png?kind=${kind}&width=320`;
    if (brand_id !== null) return `/api/v1/brands/${brand_id}/${asked}&look=${look}`;
    return template ? `/api/v1/templates/${template.id}/${asked}` : undefined;
  }

  function add(kind: NewKind) {
    const { project, selected } = editor.store.getState();
    const id = newId();
    editor.run(pasteScenes([newContent(kind, project.language)], selected || null, [id]));
    editor.select(id);
    editor.tell(t("told.added", { kind: t(`studio:project.slide.kinds.${kind}`) }));
    onClose();
  }

  return (
    <Dialog title={t("newScene.dialog")} onClose={onClose} size="lg">
      <ul className="editor-kinds">
        {NEW_KINDS.map((kind, at) => (
          <li key={kind}>
            <button type="button" data-autofocus={at === 0 || undefined} onClick={() => add(kind)}>
              <span className="editor-thumbnail">{sample(kind) && <img src={sample(kind)} alt="" />}</span>
              <span>{t(`studio:project.slide.kinds.${kind}`)}</span>
              <small>{t(`newScene.${kind}`)}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
