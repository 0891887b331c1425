import { Alert, Button, Group, Modal, Stack, Switch, Text, Title } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { isOneSign, keysOf, shownKeys } from "../../../../lib/keys";
import { bind, bindAsBefore, bindNothing, keysFor, shortcuts } from "../../../../lib/shortcuts";
import { type Action, CATEGORIES } from "./action";
import { ACTIONS } from "./index";

/** Every shortcut: what it does, other keys for it, and a switch for those that are only a letter. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  const wanted = useStore(shortcuts);
  const [changing, setChanging] = useState<string | null>(null);
  const [told, setTold] = useState("");

  function onKeys(action: Action, event: KeyboardEvent) {
    if (event.key === "Tab") return setChanging(null);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setChanging(null);
    const keys = keysOf(event.nativeEvent);
    if (keys === null) return;
    const taken = ACTIONS.find((other) => other.id !== action.id && keysFor(other, wanted).includes(keys));
    bind(action, keys, ACTIONS);
    setChanging(null);
    const values = { keys: shownKeys(keys, t("keys.space")), name: t(`actions.${action.id}`) };
    setTold(
      taken === undefined ? t("help.bound", values) : t("help.taken", { ...values, other: t(`actions.${taken.id}`) }),
    );
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("help.title")}
      size="xl"
      closeOnEscape={changing === null}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        <Switch
          checked={wanted.hasOneSign}
          label={t("help.oneSign")}
          description={t("help.oneSignHint")}
          onChange={(event) => shortcuts.setState({ hasOneSign: event.currentTarget.checked })}
        />
        <div role="status">{told !== "" && <Alert p="xs">{told}</Alert>}</div>
        {CATEGORIES.map((category) => (
          <section key={category} aria-label={t(`categories.${category}`)}>
            <Title order={3} size="h5" mb={4}>
              {t(`categories.${category}`)}
            </Title>
            <ul className="shortcut-list">
              {ACTIONS.filter((action) => action.category === category).map((action) => {
                const keys = keysFor(action, wanted);
                const name = t(`actions.${action.id}`);
                return (
                  <li key={action.id}>
                    <span>{name}</span>
                    <span>
                      {keys.map((key) => (
                        <kbd
                          key={key}
                          className={`editor-keys ${isOneSign(key) && !wanted.hasOneSign ? "is-off" : ""}`}
                        >
                          {shownKeys(key, t("keys.space"))}
                        </kbd>
                      ))}
                      {keys.length === 0 && (
                        <Text span size="sm" c="dimmed">
                          {t("help.none")}
                        </Text>
                      )}
                    </span>
                    <Group gap={4} wrap="nowrap" justify="end">
                      <Button
                        size="compact-sm"
                        variant={changing === action.id ? "filled" : "default"}
                        aria-label={t("help.changeOf", { name })}
                        onClick={() => setChanging(action.id)}
                        onBlur={() => setChanging(null)}
                        onKeyDown={(event) => {
                          if (changing === action.id) onKeys(action, event);
                        }}
                      >
                        {changing === action.id ? t("help.press") : t("help.change")}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="gray"
                        aria-label={t("help.removeOf", { name })}
                        disabled={keys.length === 0}
                        onClick={() => bindNothing(action)}
                      >
                        {t("help.remove")}
                      </Button>
                    </Group>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
        <Group>
          <Button
            variant="default"
            onClick={() => {
              bindAsBefore();
              setTold(t("help.asBefore"));
            }}
          >
            {t("help.reset")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
