import { useEffect } from "react";
import { getTimeline } from "../../../../api/sdk.gen";
import { afterSaves } from "../afterSaves";
import type { Editor } from "../store";
import { withServerTimes } from "./serverTimes";

/** Takes the server's times once what is edited is saved. Until they are here, those that are worked out here count. */
export function useServerTimes(editor: Editor): void {
  useEffect(
    () =>
      afterSaves(editor, {
        quietMs: 1000,
        markOf: ({ saved }) => saved,
        read: async ({ project }, signal) => {
          const path = { project_id: project.id };
          const { data: timeline } = await getTimeline({ path, signal, throwOnError: true });
          editor.store.setState(({ timings, document, saved }) => ({
            timings: withServerTimes(timings, timeline, document, saved.scenes),
          }));
        },
      }),
    [editor],
  );
}
