import { ActionIcon, FileButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fileSize } from "../../../lib/time";
import { CloseIcon } from "../../../ui/icons";
import { ClipIcon } from "../icons";
import { FileIcon } from "./icons";

/** What WhatsApp takes; the server looks at what is in the file. */
const TAKEN = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.pptx,.mp4,.mp3,.m4a,.ogg";

export function FilePicker({ onFile }: { onFile: (file: File | null) => void }) {
  const { t } = useTranslation("inbox");
  return (
    <FileButton onChange={onFile} accept={TAKEN}>
      {(props) => (
        <ActionIcon {...props} variant="subtle" color="gray" size="lg" aria-label={t("file.choose")}>
          <ClipIcon />
        </ActionIcon>
      )}
    </FileButton>
  );
}

/** The file that goes with what is being written. */
export function ChosenFile({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { t } = useTranslation("inbox");
  return (
    <div className="inbox-part inbox-chosen">
      <FileIcon />
      <span>
        {file.name}
        <small>{fileSize(file.size)}</small>
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label={t("file.remove", { name: file.name })} onClick={onRemove}>
        <CloseIcon />
      </ActionIcon>
    </div>
  );
}
