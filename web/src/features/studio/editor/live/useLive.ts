import { useEffect, useState } from "react";
import i18n from "../../../../lib/i18n";
import { enterRoom, type Person, type RoomEvent } from "../../../../lib/live";
import type { Editor } from "../store";

const OF_COURSE = new Set(["project.changed", "project.reordered"]);

/** Takes over what others save in this course, and gives who has it open. */
export function useLive(editor: Editor): readonly Person[] {
  const [here, setHere] = useState<readonly Person[]>([]);
  useEffect(() => {
    const news = new News(editor);
    const leave = enterRoom(`project:${editor.store.getState().project.id}`, {
      onEvent: (event) => {
        if (event.event === "presence") setHere((people) => moved(people, event.payload));
        else news.take(event);
      },
      onHere: setHere,
      onGap: () => news.takeAll(),
      onAway: () => setHere([]),
    });
    const end = editor.store.subscribe(({ saved }, before) => {
      if (saved.state === "saved" && before.saved.state !== "saved") void news.look();
    });
    return () => {
      leave();
      end();
    };
  }, [editor]);
  return here;
}

function moved(people: readonly Person[], payload: Record<string, unknown>): readonly Person[] {
  const others = people.filter((person) => person.user_id !== payload.user_id);
  const isHere = payload.state !== "gone" && typeof payload.name === "string";
  return isHere ? [...others, { user_id: String(payload.user_id), name: String(payload.name) }] : others;
}

/** What is told while something of ours is on its way is looked at once that is saved. */
export class News {
  readonly #editor: Editor;
  readonly #scenes = new Map<string, number>();
  #hasCourseNews = false;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  take({ event, payload }: Pick<RoomEvent, "event" | "payload">): void {
    const { saver } = this.#editor;
    const id = String(payload.id);
    if (event === "scene.changed") this.#scenes.set(id, Number(payload.version));
    else if (event === "scene.created") this.#hasCourseNews ||= !saver.knowsScene(id);
    else if (event === "scene.deleted") this.#hasCourseNews ||= saver.knowsScene(id);
    else if (OF_COURSE.has(event)) this.#hasCourseNews = true;
    else return;
    void this.look();
  }

  /** Something was missed: everything may be otherwise. */
  takeAll(): void {
    this.#hasCourseNews = true;
    void this.look();
  }

  async look(): Promise<void> {
    const { saver } = this.#editor;
    if (this.#hasCourseNews) {
      this.#hasCourseNews = false;
      if (!(await saver.courseChangedByOthers())) this.#hasCourseNews = true;
    }
    for (const [id, version] of [...this.#scenes]) {
      const before = this.#titleOf(id);
      if (!(await saver.changedByOthers(id, version))) continue;
      if (this.#scenes.get(id) === version) this.#scenes.delete(id);
      if (before !== null && before.content !== this.#titleOf(id)?.content)
        this.#editor.tell(i18n.t("editor:live.changed", { title: before.title }));
    }
  }

  #titleOf(serverId: string) {
    const { saved, document } = this.#editor.store.getState();
    const [id] = [...saved.scenes].find(([, known]) => known.serverId === serverId) ?? [];
    const scene = id === undefined ? undefined : document.scenes[id];
    return scene === undefined ? null : { title: scene.content.slide.title ?? "", content: scene.content };
  }
}
