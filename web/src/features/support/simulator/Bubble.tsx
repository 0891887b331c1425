import { ActionIcon, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SeenMessage } from "../../../api/types.gen";
import { CopyButton } from "../../../ui/CopyButton";
import { Marked } from "../Marked";
import { isCode } from "../phones";
import { Choices } from "./Choices";
import { DotsIcon } from "./icons";
import { Media } from "./Media";
import { Ticks } from "./Ticks";
import type { Written } from "./useWriting";
import "./bubbles.css";

interface Props {
  message: SeenMessage;
  reaction: string | undefined;
  quoted: SeenMessage | undefined;
  write: (written: Written) => void;
  onReply: (message: SeenMessage) => void;
}

const EMOJIS = ["👍", "❤️", "😡"] as const;

/** One message as WhatsApp shows it, with what can be pressed under it. */
export function Bubble({ message, reaction, quoted, write, onReply }: Props) {
  const { t } = useTranslation("simulator");
  const { wamid, is_from_customer, kind, text, file, location, failed_with } = message;
  const isUnknown = text === "" && file === null && location === null;
  return (
    <article
      className={`bubble ${is_from_customer ? "is-own" : "is-theirs"}`}
      aria-label={is_from_customer ? t("fromCustomer") : t("fromProvider")}
    >
      {quoted !== undefined && <blockquote>{quoted.text || t(`kinds.${quoted.kind}`, quoted.kind)}</blockquote>}
      {file !== null && <Media file={file} kind={kind} />}
      {location !== null && (
        <p className="bubble-line">
          {t("kinds.location")}: {location.latitude.toFixed(4)}, {location.longitude.toFixed(4)}
        </p>
      )}
      {text !== "" && (
        <div className={isCode(text) ? "bubble-text is-code" : "bubble-text"}>
          <Marked text={text} />
        </div>
      )}
      {isUnknown && <i>{t(`kinds.${kind}`, kind)}</i>}
      {!is_from_customer && isCode(text) && <CopyButton text={text} name={t("copyCode")} />}
      <footer>
        {failed_with !== null && <span className="bubble-failed">{t("failed", { code: failed_with })}</span>}
        <time dateTime={message.at}>{hour(message.at)}</time>
        {is_from_customer && <Ticks status={message.status} />}
      </footer>
      {reaction !== undefined && reaction !== "" && (
        <span className="reaction" role="img" aria-label={t("reaction", { emoji: reaction })}>
          {reaction}
        </span>
      )}
      {!is_from_customer && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <ActionIcon className="bubble-more" variant="subtle" color="gray" size="sm" aria-label={t("more")}>
              <DotsIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onReply(message)}>{t("reply")}</Menu.Item>
            {EMOJIS.map((emoji) => (
              <Menu.Item key={emoji} onClick={() => write({ kind: "reaction", of: wamid, emoji })}>
                {t("react", { emoji })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {!is_from_customer && <Choices message={message} write={write} />}
    </article>
  );
}

function hour(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: "short", hour12: false }).format(new Date(instant));
}
