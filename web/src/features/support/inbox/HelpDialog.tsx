import { Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { shownKeys } from "../../../lib/keys";
import { keysFor, shortcuts } from "../../../lib/shortcuts";
import { Dialog } from "../../../ui/Dialog";
import { ACTIONS } from "./actions";
import "./help.css";

/** The keys of the inbox, and a switch for those who set them off by accident. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const wanted = useStore(shortcuts);
  return (
    <Dialog title={t("help.title")} onClose={onClose}>
      <Stack>
        <ul className={`inbox-keys ${wanted.hasOneSign ? "" : "is-off"}`}>
          {ACTIONS.map((action) => (
            <li key={action.id}>
              <span>{t(`actions.${action.name}`)}</span>
              <span>
                {keysFor(action, wanted).map((keys) => (
                  <kbd key={keys}>{shownKeys(keys, t("help.space"))}</kbd>
                ))}
              </span>
            </li>
          ))}
          <li>
            <span>{t("help.send")}</span>
            <span>
              <kbd>Enter</kbd>
            </span>
          </li>
          <li>
            <span>{t("help.newLine")}</span>
            <span>
              <kbd>{shownKeys("Shift+Enter", "")}</kbd>
            </span>
          </li>
        </ul>
        <Switch
          checked={wanted.hasOneSign}
          label={t("help.oneSign")}
          description={t("help.oneSignHint")}
          onChange={(event) => shortcuts.setState({ hasOneSign: event.currentTarget.checked })}
        />
      </Stack>
    </Dialog>
  );
}
