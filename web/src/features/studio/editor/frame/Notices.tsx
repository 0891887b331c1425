import { Alert } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Conflicts } from "../Conflicts";
import { useEditorState } from "../store";

/** What stands between the person and their work: nothing may be changed, no connection, somebody else's changes. */
export function Notices() {
  const { t } = useTranslation("editor");
  const readOnly = useEditorState((state) => state.readOnly);
  const state = useEditorState((found) => found.saved.state);
  const isConnected = useConnected();
  const isOffline = readOnly === null && (state === "offline" || !isConnected);
  return (
    <div className="editor-notices">
      {readOnly !== null && (
        <Alert p="xs" color="blue" role="note" title={t(`readOnly.${readOnly}.title`)}>
          {t(`readOnly.${readOnly}.text`)}
        </Alert>
      )}
      <div role="status">
        {isOffline && (
          <Alert p="xs" color="orange" title={t("offline.title")}>
            {t("offline.text")}
          </Alert>
        )}
      </div>
      <Conflicts />
    </div>
  );
}

function useConnected(): boolean {
  const [isConnected, setConnected] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setConnected(navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return isConnected;
}
