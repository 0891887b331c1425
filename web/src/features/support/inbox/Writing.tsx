import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { SendIcon } from "../icons";
import { CannedList, optionId } from "./CannedList";
import { openPlaces } from "./canned";
import { type Draft, setDraft } from "./drafts";
import { ChosenFile, FilePicker } from "./FilePicker";
import { send } from "./outbox";
import { useCanned } from "./useCanned";

const MESSAGE_LENGTH = 4096;
const MOST = 20_000;
/** Of the words beside a file. */
const CAPTION = 1024;

interface Props {
  conversation: ConversationDetails;
  name: string;
  draft: Draft;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** A text to the customer or a note. It is taken at once; on its way it is shown in the conversation. */
export function Writing({ conversation, name, draft, field }: Props) {
  const { t } = useTranslation("inbox");
  const queries = useQueryClient();
  // On a phone's keyboard the key for a new line is the only one.
  const isTouch = useRef(window.matchMedia("(pointer: coarse)").matches).current;
  const { text, isNote } = draft;
  const canned = useCanned(conversation, text, (changed) => {
    setDraft(name, { text: changed.text, isNote });
    canned.onCaret(changed.caret);
    queueMicrotask(() => field.current?.setSelectionRange(changed.caret, changed.caret));
  });
  const isOffered = !isNote && canned.found.length > 0;
  const places = isNote ? [] : openPlaces(text);
  const [file, setFile] = useState<File | null>(null);
  const sends = !isNote && file !== null;
  const most = sends ? CAPTION : MOST;
  const isReady = (text.trim() !== "" || sends) && text.length <= most && places.length === 0;

  function submit() {
    if (!isReady) return;
    const kind = isNote ? "note" : sends ? "file" : "text";
    send(queries, { conversationId: conversation.id, kind, text: text.trim(), ...(sends && { file }) });
    if (sends) setFile(null);
    setDraft(name, { text: "", isNote });
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || (isOffered && canned.onKeyDown(event))) return;
    if (event.key === "Enter" && !event.shiftKey && !isTouch) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") field.current?.blur();
  }

  return (
    <form
      className="inbox-writing"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {isOffered && (
        <CannedList
          id={canned.listId}
          found={canned.found}
          chosen={canned.at}
          onChoose={(reply) => canned.take(reply)}
        />
      )}
      <Textarea
        ref={field}
        autosize
        minRows={1}
        maxRows={8}
        aria-label={t(isNote ? "write.note" : "write.reply")}
        aria-autocomplete={isNote ? undefined : "list"}
        aria-controls={isOffered ? canned.listId : undefined}
        aria-activedescendant={isOffered ? optionId(canned.listId, canned.at) : undefined}
        placeholder={t(isNote ? "write.notePlaceholder" : "write.placeholder")}
        value={text}
        onChange={({ currentTarget }) => {
          canned.onCaret(currentTarget.selectionStart);
          setDraft(name, { text: currentTarget.value, isNote });
        }}
        onSelect={({ currentTarget }) => canned.onCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={({ clipboardData }) => {
          const [pasted] = clipboardData.files;
          if (!isNote && pasted !== undefined) setFile(pasted);
        }}
        error={text.length > most && t("write.tooLong", { most })}
      />
      {sends && <ChosenFile file={file} onRemove={() => setFile(null)} />}
      <div className="inbox-writing-foot">
        {!isNote && <FilePicker onFile={setFile} />}
        <span role={places.length > 0 ? "status" : undefined}>
          {places.length > 0
            ? t("write.places", { places: places.join(", ") })
            : !isNote && text.length > MESSAGE_LENGTH
              ? t("write.parts", { count: Math.ceil(text.length / MESSAGE_LENGTH) })
              : !isTouch && t(isNote ? "write.keys" : "write.keysAndReplies")}
        </span>
        <Button type="submit" size="sm" disabled={!isReady} leftSection={<SendIcon />}>
          {t(isNote ? "write.keepNote" : "write.send")}
        </Button>
      </div>
    </form>
  );
}
