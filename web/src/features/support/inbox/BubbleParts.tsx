import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageDetails } from "../../../api/types.gen";
import { refreshOnce } from "../../../lib/http";
import { FileIcon, PlaceIcon } from "./icons";

interface Props {
  message: MessageDetails;
  conversationId: string;
  name: string;
}

/** What a message holds besides its text. */
export function BubbleParts({ message, conversationId, name }: Props) {
  const { t } = useTranslation("inbox");
  const { kind, media, location, contacts, reaction, remark } = message;
  if (media !== null) return <File message={message} media={media} conversationId={conversationId} name={name} />;
  if (location !== null) {
    const { latitude, longitude, address } = location;
    return (
      <div className="inbox-part">
        <PlaceIcon />
        <span>
          {location.name ?? t("kinds.location")}
          {address !== null && <small>{address}</small>}
          <Anchor
            size="sm"
            href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
            target="_blank"
            rel="noreferrer"
          >
            {t("map", { place: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` })}
          </Anchor>
        </span>
      </div>
    );
  }
  if (contacts.length > 0)
    return (
      <ul className="inbox-contacts" aria-label={t("kinds.contacts")}>
        {contacts.map((contact) => (
          <li key={contact.name}>
            {contact.name}
            <small>{(contact.phones ?? []).join(" · ")}</small>
          </li>
        ))}
      </ul>
    );
  if (kind === "reaction")
    return <p className="inbox-aside">{reaction ? t("reacted", { reaction }) : t("reactionTakenBack")}</p>;
  if (kind === "unsupported") return <p className="inbox-aside">{t("unsupported", { kind: remark ?? "?" })}</p>;
  if (kind === "system")
    return <p className="inbox-aside">{t(`system.${remark}`, { defaultValue: t("system.other") })}</p>;
  if (kind === "order") return <p className="inbox-aside">{t("kinds.order")}</p>;
  if (kind === "interactive" || kind === "button") return <p className="inbox-aside">{t("chose")}</p>;
  return null;
}

function File({ message, media, conversationId, name }: Props & { media: NonNullable<MessageDetails["media"]> }) {
  const { t } = useTranslation("inbox");
  const [tries, setTries] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const word = t(`kinds.${media.is_voice ? "voice" : message.kind}`, { defaultValue: t("kinds.document") });
  if (media.state !== "ready") {
    // Of a file of our own it is kept with the message.
    const state = media.state ?? (message.direction === "out" ? "waiting" : "expired");
    return (
      <p className="inbox-aside">
        {word}: {t(`media.${state}`)}
      </p>
    );
  }
  const path = `/api/v1/conversations/${conversationId}/messages/${message.id}/file`;
  const source = tries === 0 ? path : `${path}?try=${tries}`;
  if (isBroken)
    return (
      <div className="inbox-aside">
        {word}: {t("media.broken")}{" "}
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            // A sign-in that has run out is renewed by requests of the app, not by those of a picture.
            void refreshOnce().then(() => {
              setTries(tries + 1);
              setBroken(false);
            });
          }}
        >
          {t("tryAgain")}
        </Button>
      </div>
    );
  const alt = message.text || t("fileOf", { kind: word, name });
  const broken = () => setBroken(true);
  const [type = ""] = media.media_type.split(";");
  if (/^image\/(jpeg|png|webp)$/.test(type))
    return (
      <a href={source} target="_blank" rel="noreferrer" className="inbox-picture">
        <img
          src={source}
          alt={alt}
          loading="lazy"
          onError={broken}
          className={message.kind === "sticker" ? "is-sticker" : ""}
        />
      </a>
    );
  if (/^audio\/(ogg|mpeg|mp4)$/.test(type))
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a customer says in it
    return <audio controls preload="metadata" src={source} aria-label={alt} onError={broken} />;
  if (type === "video/mp4")
    // biome-ignore lint/a11y/useMediaCaption: as above
    return <video controls preload="metadata" src={source} aria-label={alt} onError={broken} />;
  return (
    <div className="inbox-part">
      <FileIcon />
      <span>
        <Anchor size="sm" href={source} download={media.name ?? word}>
          {media.name ?? word}
        </Anchor>
        <small>{type}</small>
      </span>
    </div>
  );
}
