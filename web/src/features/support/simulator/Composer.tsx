import { ActionIcon, Menu, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SeenMessage } from "../../../api/types.gen";
import { CloseIcon } from "../../../ui/icons";
import { ClipIcon, SendIcon } from "../icons";
import { readAsBase64 } from "./reading";
import type { Written } from "./useWriting";

interface Props {
  write: (written: Written) => void;
  isBusy: boolean;
  answered: SeenMessage | null;
  onAnswered: () => void;
}

const MOST_BYTES = 1_400_000;
const RECIFE = { latitude: -8.0476, longitude: -34.877 };

/** What the customer writes, and what else they can send. */
export function Composer({ write, isBusy, answered, onAnswered }: Props) {
  const { t } = useTranslation("simulator");
  const [text, setText] = useState("");
  const [isTooLarge, setTooLarge] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const sounds = useRef<HTMLInputElement>(null);

  function say() {
    if (text.trim() === "") return;
    write({ kind: "text", text, reply_to: answered?.wamid ?? null });
    setText("");
    onAnswered();
  }

  async function send(input: HTMLInputElement, is_voice: boolean) {
    const file = input.files?.[0];
    input.value = "";
    if (file === undefined) return;
    setTooLarge(file.size > MOST_BYTES);
    if (file.size > MOST_BYTES) return;
    const media_type = file.type.split(";")[0] || "application/octet-stream";
    write({ kind: "file", content: await readAsBase64(file), media_type, name: file.name, caption: text, is_voice });
    setText("");
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      {answered !== null && (
        <div className="composer-answered">
          <span className="composer-quote">{answered.text || answered.kind}</span>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("noReply")} onClick={onAnswered}>
            <CloseIcon />
          </ActionIcon>
        </div>
      )}
      {isTooLarge && <p role="alert">{t("tooLarge")}</p>}
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("attach")}>
            <ClipIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => files.current?.click()}>{t("attachFile")}</Menu.Item>
          <Menu.Item onClick={() => sounds.current?.click()}>{t("attachVoice")}</Menu.Item>
          <Menu.Item onClick={() => write({ kind: "location", ...RECIFE })}>{t("attachPlace")}</Menu.Item>
          <Menu.Item onClick={() => write({ kind: "phone" })}>{t("sharePhone")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Textarea
        className="composer-text"
        aria-label={t("message")}
        placeholder={t("message")}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={4096}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          say();
        }}
      />
      <ActionIcon type="submit" size="lg" radius="xl" loading={isBusy} aria-label={t("send")}>
        <SendIcon />
      </ActionIcon>
      <input
        ref={files}
        type="file"
        hidden
        aria-label={t("attachFile")}
        onChange={(event) => void send(event.currentTarget, false)}
      />
      <input
        ref={sounds}
        type="file"
        accept="audio/*"
        hidden
        aria-label={t("attachVoice")}
        onChange={(event) => void send(event.currentTarget, true)}
      />
    </form>
  );
}
